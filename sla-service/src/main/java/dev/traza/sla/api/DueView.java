package dev.traza.sla.api;

import dev.traza.workingtime.WorkingCalendar;
import java.time.Instant;
import java.util.List;

/**
 * When some working time is over, and why then.
 *
 * @param through the stretches of working time it runs through, in order
 * @param more whether there are more stretches than are shown
 */
public record DueView(
        String calendar,
        int calendarVersion,
        Instant from,
        long workingSeconds,
        Instant dueAt,
        List<Stretch> through,
        boolean more) {

    /** One stretch of working time. */
    public record Stretch(Instant from, Instant to, long seconds) {
        static Stretch of(WorkingCalendar.Span span) {
            return new Stretch(span.from(), span.to(), span.length().toSeconds());
        }
    }
}
