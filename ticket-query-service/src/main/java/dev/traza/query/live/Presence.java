package dev.traza.query.live;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a person is, as they last said; also what stands on {@code ticket-presence}, as JSON.
 *
 * @param saidAt the clock of the instance to which it was said
 */
public record Presence(UUID ticketId, String personId, State state, Instant saidAt) {

    /** What a person does at a ticket. */
    public enum State {
        /** They have it before them. */
        LOOKING,
        /** They write something. */
        TYPING,
        /** They are there no more. */
        LEFT
    }
}
