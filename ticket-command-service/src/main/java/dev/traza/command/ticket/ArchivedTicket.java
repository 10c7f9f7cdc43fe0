package dev.traza.command.ticket;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import java.time.Instant;
import java.util.List;

/**
 * What is still known of a ticket whose history has left the store of decisions; the events stay on the log.
 *
 * @param closedAt when it was closed
 */
public record ArchivedTicket(String number, String requesterId, long version, Instant closedAt) {

    /** No command is carried out any more; whoever may know of the ticket is told how to go on. */
    public Decision.Refused refuse(TicketCommand command, Actor actor) {
        if (!actor.isStaff() && !requesterId.equals(actor.subject())) {
            return Decider.notFound();
        }
        return command instanceof OpenTicket
                ? Decider.exists()
                : new Decision.Refused(
                        RejectionCode.TICKET_ARCHIVED,
                        "The ticket was closed at %s and is archived; open a follow-up ticket with followUpOf set to this one's id"
                                .formatted(closedAt),
                        List.of());
    }
}
