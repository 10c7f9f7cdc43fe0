package dev.traza.query.figures;

import dev.traza.contract.ticket.Status;

/**
 * One moment of a ticket's life that counts.
 *
 * @param at when it happened, in milliseconds since 1970; never before the opening, but possibly before the moment that
 *     was put on record before it
 * @param status after it
 * @param standing after it
 */
public record Moment(long at, Status status, Standing standing, Deed deed) {

    /** Whether the ticket is still to be solved after it. A ticket that goes on in another is closed meanwhile. */
    boolean leavesUnsolved() {
        return switch (status) {
            case NEW, OPEN, PENDING, ON_HOLD -> true;
            case RESOLVED, CLOSED -> false;
        };
    }
}
