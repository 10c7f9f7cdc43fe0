package dev.traza.command.ticket;

import dev.traza.contract.ticket.TicketCommand;
import java.util.UUID;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.modelling.annotation.TargetEntityId;

/** A command on its way to its ticket, with the facts it is decided by. */
@Command(namespace = "dev.traza.ticket", name = "TicketRequest", version = "1")
public record TicketRequest(@TargetEntityId UUID ticketId, TicketCommand command, Facts facts) {

    /** A command for the ticket that the facts name. */
    public static TicketRequest of(TicketCommand command, Facts facts) {
        return new TicketRequest(facts.ticketId(), command, facts);
    }
}
