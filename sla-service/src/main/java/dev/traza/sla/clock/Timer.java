package dev.traza.sla.clock;

import java.time.Instant;

/**
 * When to look at a ticket again, and for what.
 *
 * @param cycle of the clock; for the others the version of the event that set the timer
 * @param threshold percent of the target, 100 for the breach; 0 for the others
 */
public record Timer(Instant dueAt, Kind kind, int cycle, int threshold) {

    /** What is due. The order is part of stored keys: only append. */
    public enum Kind {
        /** The next warning or the breach of the first-response clock. */
        FIRST_RESPONSE,
        /** The next warning or the breach of the resolution clock. */
        RESOLUTION,
        /** The date until which the ticket was put on hold. */
        HOLD,
        /** The end of the days that a resolved ticket can be reopened. */
        CLOSING
    }
}
