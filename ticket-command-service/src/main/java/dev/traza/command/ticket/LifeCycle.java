package dev.traza.command.ticket;

import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.AddParticipant;
import dev.traza.contract.ticket.TicketCommand.AddTask;
import dev.traza.contract.ticket.TicketCommand.AssignTicket;
import dev.traza.contract.ticket.TicketCommand.CancelTask;
import dev.traza.contract.ticket.TicketCommand.ClassifyTicket;
import dev.traza.contract.ticket.TicketCommand.CloseTicket;
import dev.traza.contract.ticket.TicketCommand.CompleteTask;
import dev.traza.contract.ticket.TicketCommand.DecideApproval;
import dev.traza.contract.ticket.TicketCommand.EscalateTicket;
import dev.traza.contract.ticket.TicketCommand.HoldTicket;
import dev.traza.contract.ticket.TicketCommand.LinkAsset;
import dev.traza.contract.ticket.TicketCommand.LinkTicket;
import dev.traza.contract.ticket.TicketCommand.LogWork;
import dev.traza.contract.ticket.TicketCommand.MergeTicket;
import dev.traza.contract.ticket.TicketCommand.PrioritizeTicket;
import dev.traza.contract.ticket.TicketCommand.RateTicket;
import dev.traza.contract.ticket.TicketCommand.RedactComment;
import dev.traza.contract.ticket.TicketCommand.ReleaseTicket;
import dev.traza.contract.ticket.TicketCommand.RemoveParticipant;
import dev.traza.contract.ticket.TicketCommand.ReopenTicket;
import dev.traza.contract.ticket.TicketCommand.RequestApproval;
import dev.traza.contract.ticket.TicketCommand.ResolveAsParent;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.ResumeTicket;
import dev.traza.contract.ticket.TicketCommand.ReviseTicket;
import dev.traza.contract.ticket.TicketCommand.SplitTicket;
import dev.traza.contract.ticket.TicketCommand.StopProcedure;
import dev.traza.contract.ticket.TicketCommand.TagTicket;
import dev.traza.contract.ticket.TicketCommand.TakeTicket;
import dev.traza.contract.ticket.TicketCommand.UnlinkAsset;
import dev.traza.contract.ticket.TicketCommand.UnlinkTicket;
import dev.traza.contract.ticket.TicketCommand.UntagTicket;
import dev.traza.contract.ticket.TicketCommand.UnwatchTicket;
import dev.traza.contract.ticket.TicketCommand.WaitForRequester;
import dev.traza.contract.ticket.TicketCommand.WatchTicket;
import dev.traza.contract.ticket.TicketCommand.WithdrawApproval;
import java.util.List;
import java.util.stream.Stream;

/** Which commands each status allows: the status diagram as a table. */
final class LifeCycle {

    private LifeCycle() {}

    /** What can be done to a ticket that is not resolved, whatever it waits for. */
    private static final List<Class<? extends TicketCommand>> WHILE_UNRESOLVED = List.of(
            AddComment.class,
            AssignTicket.class,
            TakeTicket.class,
            ReleaseTicket.class,
            PrioritizeTicket.class,
            EscalateTicket.class,
            ResolveTicket.class,
            ResolveAsParent.class,
            CloseTicket.class,
            ReviseTicket.class,
            ClassifyTicket.class,
            LinkAsset.class,
            UnlinkAsset.class,
            AddTask.class,
            CompleteTask.class,
            CancelTask.class,
            RequestApproval.class,
            DecideApproval.class,
            WithdrawApproval.class,
            StopProcedure.class);

    /** What changes nothing about how far the ticket is. */
    private static final List<Class<? extends TicketCommand>> UNTIL_CLOSED = List.of(
            TagTicket.class,
            UntagTicket.class,
            WatchTicket.class,
            UnwatchTicket.class,
            AddParticipant.class,
            RemoveParticipant.class,
            LogWork.class,
            MergeTicket.class);

    /** What is between tickets, and so not at an end with one of them, and what must not have been said in any. */
    private static final List<Class<? extends TicketCommand>> ALWAYS =
            List.of(LinkTicket.class, UnlinkTicket.class, SplitTicket.class, RedactComment.class);

    /** The commands that a ticket in this status can be asked to carry out; first those that move it on. */
    static List<Class<? extends TicketCommand>> allowedIn(Status status) {
        return switch (status) {
            case NEW -> joined(WHILE_UNRESOLVED, UNTIL_CLOSED, ALWAYS);
            case OPEN ->
                joined(List.of(WaitForRequester.class, HoldTicket.class), WHILE_UNRESOLVED, UNTIL_CLOSED, ALWAYS);
            case PENDING, ON_HOLD -> joined(List.of(ResumeTicket.class), WHILE_UNRESOLVED, UNTIL_CLOSED, ALWAYS);
            case RESOLVED ->
                joined(
                        List.of(ReopenTicket.class, CloseTicket.class, RateTicket.class, AddComment.class),
                        UNTIL_CLOSED,
                        ALWAYS);
            // Surveys are answered after the ticket has closed by itself.
            case CLOSED -> joined(List.of(RateTicket.class), ALWAYS);
        };
    }

    @SafeVarargs
    private static List<Class<? extends TicketCommand>> joined(List<Class<? extends TicketCommand>>... parts) {
        return Stream.of(parts)
                .<Class<? extends TicketCommand>>flatMap(List::stream)
                .toList();
    }

    /** The same by name, as rejections say it. */
    static List<String> namesAllowedIn(Status status) {
        return allowedIn(status).stream().map(Class::getSimpleName).toList();
    }
}
