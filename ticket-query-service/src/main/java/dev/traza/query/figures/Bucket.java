package dev.traza.query.figures;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Into what a period is divided, as the calendar and the clock on the wall of a time zone show it. */
public enum Bucket {
    /** From one full hour to the next. Where the clock is put back by an hour, both hours count by themselves. */
    HOUR,
    DAY,
    /** From Monday to Monday. */
    WEEK,
    MONTH;

    /** The name that callers use. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first boundary after an instant. */
    Instant next(Instant after, ZoneId zone) {
        ZonedDateTime local = after.atZone(zone);
        return switch (this) {
            case HOUR -> nextHour(after, zone);
            case DAY -> nextStart(after, local.toLocalDate().plusDays(1), zone);
            case WEEK -> nextStart(after, local.toLocalDate().with(TemporalAdjusters.next(DayOfWeek.MONDAY)), zone);
            case MONTH -> nextStart(after, local.toLocalDate().withDayOfMonth(1).plusMonths(1), zone);
        };
    }

    private static Instant nextHour(Instant after, ZoneId zone) {
        Instant candidate = after;
        do {
            ZonedDateTime local = candidate.atZone(zone);
            long intoHour = local.toLocalTime().toNanoOfDay()
                    % ChronoUnit.HOURS.getDuration().toNanos();
            candidate = candidate.plusNanos(ChronoUnit.HOURS.getDuration().toNanos() - intoHour);
            // Where the clock is changed by part of an hour, this is not yet a full one.
        } while (candidate.atZone(zone).getMinute() != 0);
        return candidate;
    }

    /** Where a date line was crossed, a date has no time at all, and its start is that of the next. */
    private static Instant nextStart(Instant after, LocalDate date, ZoneId zone) {
        Instant start = date.atStartOfDay(zone).toInstant();
        return start.isAfter(after) ? start : nextStart(after, date.plusDays(1), zone);
    }
}
