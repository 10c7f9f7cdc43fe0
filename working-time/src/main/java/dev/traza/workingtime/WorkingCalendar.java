package dev.traza.workingtime;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which instants are working time, and sums over them.
 *
 * <p>One rule decides everything: an instant is working time when the wall clock of the zone shows a time inside one of
 * the weekday's frames, on a date that is no holiday. So an hour that is skipped in spring counts nothing, and one that
 * comes twice in autumn counts twice; a frame around the clock has 23 hours on the one day and 25 on the other.
 *
 * <p>Only the years {@link #EARLIEST} to {@link #LATEST} are looked at, so that every search ends.
 */
public final class WorkingCalendar {

    /** Before this there is no working time. */
    public static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    /** From here on there is no working time. */
    public static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private record Hours(int from, int to) {}

    private final ZoneId zone;
    private final ZoneRules rules;
    private final Map<DayOfWeek, List<Hours>> week;
    private final Set<LocalDate> holidays;
    private final PublicHolidays publicHolidays;

    private WorkingCalendar(ZoneId zone, CalendarPlan plan) {
        this.zone = zone;
        this.rules = zone.getRules();
        this.week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(
                    day,
                    plan.week().getOrDefault(day, List.of()).stream()
                            .map(frame -> new Hours(
                                    frame.fromSecond().orElseThrow(),
                                    frame.toSecond().orElseThrow()))
                            .sorted((a, b) -> Integer.compare(a.from(), b.from()))
                            .toList());
        }
        this.holidays = Set.copyOf(plan.holidays());
        this.publicHolidays = new PublicHolidays(plan.publicHolidays());
    }

    /**
     * The calendar of a plan.
     *
     * @throws IllegalArgumentException if the plan has {@linkplain CalendarPlan#flaws() flaws}
     */
    public static WorkingCalendar of(CalendarPlan plan) {
        List<Flaw> flaws = plan.flaws();
        if (!flaws.isEmpty()) {
            throw new IllegalArgumentException("The plan is no calendar: " + flaws);
        }
        return new WorkingCalendar(plan.knownZone().orElseThrow(), plan);
    }

    /** A stretch of working time, {@code from} inclusive, {@code to} exclusive. */
    public record Span(Instant from, Instant to) {
        /** How long it is. */
        public Duration length() {
            return Duration.between(from, to);
        }
    }

    /**
     * The first instant at which {@code amount} of working time has passed since {@code from}; {@code from} itself when
     * the amount is zero. Empty when that is not before {@link #LATEST}.
     *
     * @throws IllegalArgumentException if the amount is negative
     */
    public Optional<Instant> addWorkingTime(Instant from, Duration amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("Working time can only be added, not " + amount);
        }
        if (amount.isZero()) {
            return Optional.of(from);
        }
        Adding adding = new Adding(amount);
        visit(from, LATEST, adding);
        return Optional.ofNullable(adding.reached);
    }

    /** Working time from {@code from} to {@code to}; zero when {@code to} is not after {@code from}. */
    public Duration workingTimeBetween(Instant from, Instant to) {
        Summing summing = new Summing();
        visit(from, to, summing);
        return summing.sum;
    }

    /** The first {@code most} stretches of working time between two instants, in order. */
    public List<Span> spans(Instant from, Instant to, int most) {
        List<Span> spans = new ArrayList<>();
        if (most > 0) {
            visit(from, to, (start, end) -> {
                spans.add(new Span(start, end));
                return spans.size() < most;
            });
        }
        return List.copyOf(spans);
    }

    /**
     * The same time of day, {@code days} working days later; a working day is a date with any working time, and the date
     * of {@code from} itself does not count. A time of day that the clock skips is moved on by as much as is skipped.
     * Empty when that is not before {@link #LATEST}.
     *
     * @param days 1 or more
     */
    public Optional<Instant> afterBusinessDays(Instant from, int days) {
        if (days < 1) {
            throw new IllegalArgumentException("At least one day, not " + days);
        }
        LocalDateTime local = LocalDateTime.ofInstant(earlier(later(from, EARLIEST), LATEST), zone);
        LocalTime timeOfDay = local.toLocalTime();
        LocalDate last = LocalDate.ofInstant(LATEST, zone);
        int left = days;
        for (LocalDate date = local.toLocalDate().plusDays(1); date.isBefore(last); date = date.plusDays(1)) {
            if (!isFree(date)) {
                left--;
                if (left == 0) {
                    return Optional.of(date.atTime(timeOfDay).atZone(zone).toInstant());
                }
            }
        }
        return Optional.empty();
    }

    private boolean isFree(LocalDate date) {
        return hours(date).isEmpty() || holidays.contains(date) || publicHolidays.contains(date);
    }

    private List<Hours> hours(LocalDate date) {
        return week.getOrDefault(date.getDayOfWeek(), List.of());
    }

    private interface Visitor {
        /** Takes the next stretch of working time; says whether it wants more. */
        boolean take(Instant start, Instant end);
    }

    /**
     * Goes through the working time in order. The outer loop runs over stretches in which the zone's offset does not
     * change: within one, local time is the instant plus a constant, so frames are plain intervals; a frame that a change
     * of offset cuts or repeats comes out right without a special case, also when the change crosses midnight.
     */
    private void visit(Instant from, Instant to, Visitor visitor) {
        Instant end = earlier(to, LATEST);
        Instant start = later(from, EARLIEST);
        while (start.isBefore(end)) {
            ZoneOffset offset = rules.getOffset(start);
            ZoneOffsetTransition change = rules.nextTransition(start);
            Instant steadyUntil = change == null ? end : earlier(change.getInstant(), end);
            if (!visitSteady(start, steadyUntil, offset, visitor)) {
                return;
            }
            start = steadyUntil;
        }
    }

    private boolean visitSteady(Instant start, Instant end, ZoneOffset offset, Visitor visitor) {
        LocalDate last = LocalDateTime.ofEpochSecond(end.getEpochSecond(), end.getNano(), offset)
                .toLocalDate();
        LocalDate date = LocalDateTime.ofEpochSecond(start.getEpochSecond(), start.getNano(), offset)
                .toLocalDate();
        for (; !date.isAfter(last); date = date.plusDays(1)) {
            if (isFree(date)) {
                continue;
            }
            long midnight = date.toEpochDay() * Frame.SECONDS_PER_DAY - offset.getTotalSeconds();
            for (Hours hours : hours(date)) {
                Instant opens = later(Instant.ofEpochSecond(midnight + hours.from()), start);
                Instant closes = earlier(Instant.ofEpochSecond(midnight + hours.to()), end);
                if (opens.isBefore(closes) && !visitor.take(opens, closes)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static final class Adding implements Visitor {
        private Duration left;
        private @Nullable Instant reached;

        Adding(Duration amount) {
            this.left = amount;
        }

        @Override
        public boolean take(Instant start, Instant end) {
            Duration length = Duration.between(start, end);
            if (length.compareTo(left) >= 0) {
                reached = start.plus(left);
                return false;
            }
            left = left.minus(length);
            return true;
        }
    }

    private static final class Summing implements Visitor {
        private Duration sum = Duration.ZERO;

        @Override
        public boolean take(Instant start, Instant end) {
            sum = sum.plus(Duration.between(start, end));
            return true;
        }
    }
}
