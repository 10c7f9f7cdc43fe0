package dev.traza.command.ticket;

import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.AssignTicket;
import dev.traza.contract.ticket.TicketCommand.CloseTicket;
import dev.traza.contract.ticket.TicketCommand.EscalateTicket;
import dev.traza.contract.ticket.TicketCommand.HoldTicket;
import dev.traza.contract.ticket.TicketCommand.PrioritizeTicket;
import dev.traza.contract.ticket.TicketCommand.ReleaseTicket;
import dev.traza.contract.ticket.TicketCommand.ReopenTicket;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.ResumeTicket;
import dev.traza.contract.ticket.TicketCommand.TakeTicket;
import dev.traza.contract.ticket.TicketCommand.WaitForRequester;
import java.util.List;

/** Which commands each status allows: the status diagram as a table. */
final class LifeCycle {

    private LifeCycle() {}

    /** The commands that a ticket in this status can be asked to carry out, in the order people think of them. */
    static List<Class<? extends TicketCommand>> allowedIn(Status status) {
        return switch (status) {
            case NEW ->
                List.of(
                        AddComment.class,
                        AssignTicket.class,
                        TakeTicket.class,
                        ReleaseTicket.class,
                        PrioritizeTicket.class,
                        EscalateTicket.class,
                        ResolveTicket.class,
                        CloseTicket.class);
            case OPEN ->
                List.of(
                        AddComment.class,
                        AssignTicket.class,
                        TakeTicket.class,
                        ReleaseTicket.class,
                        WaitForRequester.class,
                        HoldTicket.class,
                        PrioritizeTicket.class,
                        EscalateTicket.class,
                        ResolveTicket.class,
                        CloseTicket.class);
            case PENDING, ON_HOLD ->
                List.of(
                        AddComment.class,
                        AssignTicket.class,
                        TakeTicket.class,
                        ReleaseTicket.class,
                        ResumeTicket.class,
                        PrioritizeTicket.class,
                        EscalateTicket.class,
                        ResolveTicket.class,
                        CloseTicket.class);
            case RESOLVED -> List.of(AddComment.class, ReopenTicket.class, CloseTicket.class);
            case CLOSED -> List.of();
        };
    }

    /** The same by name, as rejections say it. */
    static List<String> namesAllowedIn(Status status) {
        return allowedIn(status).stream().map(Class::getSimpleName).toList();
    }
}
