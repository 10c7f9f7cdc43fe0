package dev.traza.notification.ticket;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** Remembers tickets. */
public interface TicketContexts {

    /** What is known of a ticket; empty before its first event was applied. */
    Optional<TicketContext> find(UUID ticketId);

    /** Remembers these; one that is older than what is already remembered changes nothing. */
    void save(Collection<TicketContext> contexts);
}
