package dev.traza.command.ticket.across;

import dev.traza.command.ticket.Decision;
import dev.traza.command.ticket.TicketState;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.Origin;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AbandonMerge;
import dev.traza.contract.ticket.TicketCommand.AbsorbTicket;
import dev.traza.contract.ticket.TicketCommand.ChangeAbsorbedTicket;
import dev.traza.contract.ticket.TicketCommand.ConfirmLink;
import dev.traza.contract.ticket.TicketCommand.FinishMerge;
import dev.traza.contract.ticket.TicketCommand.LinkTicket;
import dev.traza.contract.ticket.TicketCommand.MergeTicket;
import dev.traza.contract.ticket.TicketCommand.MirrorLink;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.RecallAnswer;
import dev.traza.contract.ticket.TicketCommand.RefuseLink;
import dev.traza.contract.ticket.TicketCommand.RestoreTicket;
import dev.traza.contract.ticket.TicketCommand.SplitTicket;
import dev.traza.contract.ticket.TicketCommand.UnlinkTicket;
import dev.traza.contract.ticket.TicketCommand.UnmergeTicket;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which steps of other tickets follow from a decision, and who is to be answered. Every operation across tickets begins
 * here; the rules of each ticket are the {@link dev.traza.command.ticket.Decider}'s.
 */
public final class AcrossTickets {

    private AcrossTickets() {}

    /**
     * What follows from a decision. The same arguments always give the same steps.
     *
     * @param ticketId whose decision it is
     * @param before the ticket before the decision; absent when there was none, or it could not be read
     */
    public static Aftermath of(
            CommandEnvelope envelope, UUID ticketId, @Nullable TicketState before, Decision decision) {
        return ofCommand(envelope, ticketId, before, decision).and(Parenting.steps(ticketId, before, decision));
    }

    private static Aftermath ofCommand(
            CommandEnvelope envelope, UUID ticketId, @Nullable TicketState before, Decision decision) {
        return switch (envelope.command()) {
            case LinkTicket link -> Linking.asked(link, envelope, ticketId, before, decision);
            case MirrorLink mirror -> Linking.mirrored(mirror, envelope, ticketId, before, decision);
            case ConfirmLink confirm -> Linking.confirmed(confirm, envelope, ticketId, before, decision);
            case RefuseLink refuse -> Linking.refused(refuse, envelope);
            case UnlinkTicket _ -> Linking.unlinked(ticketId, decision);
            case SplitTicket split -> Splitting.asked(split, envelope, ticketId, before, decision);
            case OpenTicket open -> Splitting.opened(open, envelope, ticketId, decision);
            case MergeTicket merge -> Merging.asked(merge, envelope, ticketId, before, decision);
            case AbsorbTicket absorb -> Merging.absorbed(absorb, envelope, ticketId, before, decision);
            case FinishMerge finish -> Merging.finished(finish, envelope, ticketId, decision);
            case AbandonMerge abandon -> Merging.abandoned(abandon, envelope);
            case UnmergeTicket _ -> Merging.unmerged(ticketId, decision);
            case RestoreTicket _, ChangeAbsorbedTicket _ -> Merging.changed(envelope, ticketId, before, decision);
            case TicketCommand _ -> Aftermath.none();
        };
    }

    /** Whether another ticket can have a say in what becomes of this command, so that its answer can be outstanding. */
    public static boolean concernsOthers(TicketCommand command) {
        return command instanceof LinkTicket
                || command instanceof SplitTicket
                || command instanceof MergeTicket
                || command instanceof RecallAnswer; // of whatever the first one was
    }

    /**
     * Whether this step, as the last of an operation, is where a repeat of the whole operation is passed on to, so that it
     * has to answer again.
     */
    public static boolean answersForOthers(TicketCommand command) {
        return command instanceof OpenTicket open && open.splitFrom() != null;
    }

    /**
     * Under which ids the end of an operation stands in the history of the ticket that was asked: a repeat that comes
     * after its answer was forgotten is recognised by it.
     */
    public static List<UUID> lastSteps(CommandEnvelope asked) {
        return switch (asked.command()) {
            case LinkTicket _ -> List.of(Linking.lastStep(asked.commandId()));
            case MergeTicket _ -> List.of(Merging.lastStep(asked.commandId()));
            case TicketCommand _ -> List.of();
        };
    }

    /** Who is to be answered for what is asked by this command. */
    static Origin originOf(CommandEnvelope asked) {
        return new Origin(asked.commandId(), asked.actor().subject(), asked.requestHash(), asked.replyPartition());
    }
}
