package dev.traza.sla.clock;

import dev.traza.workingtime.WorkingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a clock off the ticket's status history: working time counts while the status is not one in which the clock
 * pauses. Nothing is added up on the way, so another target, calendar or pause rule gives the right figures for the past
 * too.
 */
final class Reading {

    /** @param to absent for the present stretch, which has no end yet */
    private record Stretch(Instant from, @Nullable Instant to) {}

    private final RunningClock clock;
    private final WorkingCalendar calendar;
    private final List<Stretch> running = new ArrayList<>();

    Reading(RunningClock clock, List<StatusChange> history, WorkingCalendar calendar) {
        this.clock = clock;
        this.calendar = calendar;
        for (int i = 0; i < history.size(); i++) {
            StatusChange change = history.get(i);
            Instant until = i + 1 < history.size() ? history.get(i + 1).at() : null;
            boolean over = until != null && !until.isAfter(clock.countsFrom());
            if (!over && !clock.terms().pausesIn(change.status())) {
                running.add(new Stretch(later(change.at(), clock.countsFrom()), until));
            }
        }
    }

    /** Working time used up to an instant. */
    Duration elapsed(Instant at) {
        Duration sum = clock.carried();
        for (Stretch stretch : running) {
            Instant until = stretch.to();
            sum = sum.plus(
                    calendar.workingTimeBetween(stretch.from(), until == null || at.isBefore(until) ? at : until));
        }
        return sum;
    }

    /**
     * When that much working time is used: in the past, or in the future if nothing pauses. Empty while the clock stands
     * still before it, or when the calendar has not so much time. An amount that is used up exactly where a pause begins
     * is reached only when the clock runs again.
     */
    Optional<Instant> reaches(Duration amount) {
        Duration left = amount.minus(clock.carried());
        if (left.isNegative() || left.isZero()) {
            return Optional.of(clock.countsFrom());
        }
        for (Stretch stretch : running) {
            Optional<Instant> reached = calendar.addWorkingTime(stretch.from(), left);
            Instant until = stretch.to();
            if (until == null) {
                return reached;
            }
            if (reached.isPresent() && reached.get().isBefore(until)) {
                return reached;
            }
            left = left.minus(calendar.workingTimeBetween(stretch.from(), until));
        }
        return Optional.empty();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
