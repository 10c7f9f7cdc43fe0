package dev.traza.query.api.list;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands points in time as people ask for them.
 *
 * <pre>
 * time   = instant | date | anchor 0*3shift
 * anchor = "now" | "today" | "startOfWeek" | "startOfMonth" | "startOfQuarter" | "startOfYear"
 * shift  = ( "+" | "-" ) 1*4DIGIT ( "y" | "M" | "w" | "d" | "h" | "m" )
 * </pre>
 *
 * <p>Days and what is longer are those of the calendar and the wall clock in the zone: a day before noon is noon, whether
 * 23, 24 or 25 hours lie between. Hours and minutes are as long as they are, and are added last. A time that the wall
 * clock leaves out is the first one after the gap; one that it shows twice is the earlier one.
 *
 * @param now what the time is
 * @param zone whose calendar and wall clock are meant
 */
record Moments(Instant now, ZoneId zone) {

    /** Longest text that can be a time. */
    static final int LONGEST = 40;

    /** What is said of text that is none. */
    static final String EXPECTED =
            "A time as in 2026-01-31T08:00:00Z, a date as in 2026-01-31, or one as in now-7d, today, startOfWeek+1d.";

    private static final String SHIFT = "([+ -])([0-9]{1,4})([yMwdhm])"; // a + that nobody encoded arrives as a space
    private static final Pattern FORM =
            Pattern.compile("(now|today|startOfWeek|startOfMonth|startOfQuarter|startOfYear)((?:" + SHIFT + "){0,3})");
    private static final Pattern ONE_SHIFT = Pattern.compile(SHIFT);
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** The time; empty for text that is none, or one before the year 1 or after the year 9999. */
    Optional<Instant> read(String text) {
        try {
            Instant time = understand(text);
            return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? Optional.empty() : Optional.of(time);
        } catch (DateTimeException | ArithmeticException notATime) {
            return Optional.empty();
        }
    }

    /** The first day that does not begin before this time. */
    LocalDate firstDayFrom(Instant time) {
        LocalDate day = LocalDate.ofInstant(time, zone);
        return day.atStartOfDay(zone).toInstant().isBefore(time) ? day.plusDays(1) : day;
    }

    private Instant understand(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            return relative(form.group(1), form.group(2));
        }
        return text.length() == "2026-01-31".length()
                ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                : Instant.parse(text);
    }

    private Instant relative(String anchor, String shifts) {
        LocalDateTime local = local(anchor);
        Duration exactly = Duration.ZERO;
        Matcher shift = ONE_SHIFT.matcher(shifts);
        while (shift.find()) {
            long many = Long.parseLong(shift.group(2)) * (shift.group(1).equals("-") ? -1 : 1);
            switch (shift.group(3)) {
                case "y" -> local = local.plusYears(many);
                case "M" -> local = local.plusMonths(many);
                case "w" -> local = local.plusWeeks(many);
                case "d" -> local = local.plusDays(many);
                case "h" -> exactly = exactly.plusHours(many);
                default -> exactly = exactly.plusMinutes(many);
            }
        }
        // Of a time that the wall clock shows twice, now is the one that it is.
        return ZonedDateTime.ofLocal(
                        local, zone, anchor.equals("now") ? zone.getRules().getOffset(now) : null)
                .toInstant()
                .plus(exactly);
    }

    private LocalDateTime local(String anchor) {
        LocalDateTime here = LocalDateTime.ofInstant(now, zone);
        LocalDate today = here.toLocalDate();
        return switch (anchor) {
            case "now" -> here;
            case "today" -> today.atStartOfDay();
            case "startOfWeek" ->
                today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay();
            case "startOfMonth" -> today.withDayOfMonth(1).atStartOfDay();
            case "startOfQuarter" ->
                today.withDayOfMonth(1)
                        .withMonth((today.getMonthValue() - 1) / 3 * 3 + 1)
                        .atStartOfDay();
            default -> today.withDayOfYear(1).atStartOfDay();
        };
    }
}
