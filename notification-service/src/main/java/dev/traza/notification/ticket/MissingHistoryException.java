package dev.traza.notification.ticket;

import java.util.UUID;

/** Events of a ticket are missing between what is known and what came. */
public final class MissingHistoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Version {@code expected} should have come next, {@code found} came. */
    public MissingHistoryException(UUID ticketId, long expected, long found) {
        super("Ticket %s: version %d should have come next, but %d came".formatted(ticketId, expected, found));
    }
}
