package dev.traza.stack.demo;

import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import java.util.List;
import java.util.UUID;

/**
 * A command that was accepted, and what the log has to hold because of it.
 *
 * @param version of the ticket after it
 * @param status of the ticket after it
 * @param events that it makes, the last of which has that version
 */
record Acknowledged(UUID ticketId, long version, Status status, List<Class<? extends TicketEvent>> events) {

    Acknowledged {
        events = List.copyOf(events);
    }
}
