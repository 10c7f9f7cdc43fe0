package dev.traza.routing.feed;

import dev.traza.routing.decision.Cause;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket that may need a decision, and what would be its cause.
 *
 * @param byTicket the ticket's newest event
 * @param bySla a missed target
 */
record Occasion(
        UUID ticketId,
        int partition,
        @Nullable Cause byTicket,
        @Nullable Cause bySla) {

    /** What is newer replaces what is older, each of its kind. */
    Occasion and(Occasion newer) {
        return new Occasion(
                ticketId,
                partition,
                newer.byTicket == null ? byTicket : newer.byTicket,
                newer.bySla == null ? bySla : newer.bySla);
    }
}
