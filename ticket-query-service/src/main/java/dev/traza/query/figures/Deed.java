package dev.traza.query.figures;

import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.ResolutionCode;
import org.jspecify.annotations.Nullable;

/** What was done at a moment of a ticket's life, without a word of what was said. */
public sealed interface Deed {

    /** It began. */
    record Opened() implements Deed {}

    /** An agent said something that the requester can read. */
    record Replied(String by) implements Deed {}

    /** The requester's side said something. */
    record Asked() implements Deed {}

    /**
     * Support said it is solved.
     *
     * @param by the person who did; absent when it was a service
     */
    record Resolved(ResolutionCode code, @Nullable String by) implements Deed {

        /** Whether there was something to solve. */
        boolean isSolution() {
            return switch (code) {
                case FIXED, WORKAROUND, FULFILLED, ANSWERED, NOT_REPRODUCIBLE, WONT_FIX, NO_RESPONSE -> true;
                case DUPLICATE, MERGED, SPAM, CANCELLED -> false;
            };
        }
    }

    /** It was not solved after all. */
    record Reopened() implements Deed {}

    /** It ended. */
    record Closed(ResolutionCode code) implements Deed {}

    /** It goes on in another ticket. */
    record Merged() implements Deed {}

    /** It stands for itself again. */
    record Unmerged() implements Deed {}

    /** It was escalated. */
    record Escalated(EscalationKind kind) implements Deed {}

    /**
     * The requester said how satisfied they are.
     *
     * @param score 1–5
     * @param resolution which of the ticket's resolutions is meant, counted from 1
     */
    record Rated(int score, int resolution) implements Deed {}

    /** Somebody worked on it. */
    record Worked(String by, int seconds) implements Deed {}

    /** Something else that changed its status or standing. */
    record Changed() implements Deed {}
}
