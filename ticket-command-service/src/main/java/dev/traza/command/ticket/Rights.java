package dev.traza.command.ticket;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.BetweenTickets;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AbandonMerge;
import dev.traza.contract.ticket.TicketCommand.AbsorbTicket;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.AddParticipant;
import dev.traza.contract.ticket.TicketCommand.AddTask;
import dev.traza.contract.ticket.TicketCommand.AssignTicket;
import dev.traza.contract.ticket.TicketCommand.CancelTask;
import dev.traza.contract.ticket.TicketCommand.ChangeAbsorbedTicket;
import dev.traza.contract.ticket.TicketCommand.ClassifyTicket;
import dev.traza.contract.ticket.TicketCommand.CloseTicket;
import dev.traza.contract.ticket.TicketCommand.CompleteTask;
import dev.traza.contract.ticket.TicketCommand.ConfirmLink;
import dev.traza.contract.ticket.TicketCommand.DecideApproval;
import dev.traza.contract.ticket.TicketCommand.ErasePersonalData;
import dev.traza.contract.ticket.TicketCommand.EscalateTicket;
import dev.traza.contract.ticket.TicketCommand.FinishMerge;
import dev.traza.contract.ticket.TicketCommand.HoldTicket;
import dev.traza.contract.ticket.TicketCommand.LinkAsset;
import dev.traza.contract.ticket.TicketCommand.LinkTicket;
import dev.traza.contract.ticket.TicketCommand.LogWork;
import dev.traza.contract.ticket.TicketCommand.MergeTicket;
import dev.traza.contract.ticket.TicketCommand.MirrorLink;
import dev.traza.contract.ticket.TicketCommand.MirrorUnlink;
import dev.traza.contract.ticket.TicketCommand.NoteChildProgress;
import dev.traza.contract.ticket.TicketCommand.OfferResolution;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.PrioritizeTicket;
import dev.traza.contract.ticket.TicketCommand.RateTicket;
import dev.traza.contract.ticket.TicketCommand.RecallAnswer;
import dev.traza.contract.ticket.TicketCommand.RedactComment;
import dev.traza.contract.ticket.TicketCommand.RefuseLink;
import dev.traza.contract.ticket.TicketCommand.ReleaseTicket;
import dev.traza.contract.ticket.TicketCommand.RemoveParticipant;
import dev.traza.contract.ticket.TicketCommand.ReopenTicket;
import dev.traza.contract.ticket.TicketCommand.RequestApproval;
import dev.traza.contract.ticket.TicketCommand.ResolveAsParent;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.RestoreTicket;
import dev.traza.contract.ticket.TicketCommand.ResumeTicket;
import dev.traza.contract.ticket.TicketCommand.ReviseTicket;
import dev.traza.contract.ticket.TicketCommand.SplitTicket;
import dev.traza.contract.ticket.TicketCommand.StopProcedure;
import dev.traza.contract.ticket.TicketCommand.TagTicket;
import dev.traza.contract.ticket.TicketCommand.TakeTicket;
import dev.traza.contract.ticket.TicketCommand.UndoSplit;
import dev.traza.contract.ticket.TicketCommand.UnlinkAsset;
import dev.traza.contract.ticket.TicketCommand.UnlinkTicket;
import dev.traza.contract.ticket.TicketCommand.UnmergeTicket;
import dev.traza.contract.ticket.TicketCommand.UntagTicket;
import dev.traza.contract.ticket.TicketCommand.UnwatchTicket;
import dev.traza.contract.ticket.TicketCommand.WaitForRequester;
import dev.traza.contract.ticket.TicketCommand.WatchTicket;
import dev.traza.contract.ticket.TicketCommand.WithdrawApproval;
import dev.traza.contract.ticket.TicketCommand.WithdrawOffer;
import dev.traza.contract.ticket.Visibility;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may ask what of a ticket, before anything else is looked at. */
public final class Rights {

    private Rights() {}

    /** Whose wish counts. A ticket of somebody else's does not exist for a requester, so that ids cannot be probed. */
    static Decision.@Nullable Refused refusedToActor(TicketCommand command, Actor actor, @Nullable TicketState state) {
        boolean fromAnother =
                command instanceof BetweenTickets || (command instanceof OpenTicket open && open.splitFrom() != null);
        if (fromAnother && !isAnotherTicket(actor)) {
            return notPermitted("Only another ticket can ask for this");
        }
        if (actor.isStaff()) {
            return refusedToStaff(command, actor, state);
        }
        if (!actor.roles().contains(Role.REQUESTER)) {
            return notPermitted("The actor has no role that may write to tickets");
        }
        if (command instanceof OpenTicket open) {
            return open.requester().id().equals(actor.subject())
                    ? null
                    : notPermitted("A requester opens tickets for themselves only");
        }
        if (state == null) {
            return Decider.notFound();
        }
        // Who was asked to approve something knows of the ticket, and can do nothing else with it.
        if (command instanceof DecideApproval decide && state.approvals().concern(actor.subject())) {
            return ApprovalDecider.refusedToActor(decide, actor, state);
        }
        if (state.requesterId().equals(actor.subject())) {
            return refusedToRequester(command);
        }
        return state.takesPart(actor.subject()) ? refusedToParticipant(command) : Decider.notFound();
    }

    private static Decision.@Nullable Refused refusedToParticipant(TicketCommand command) {
        return command instanceof AddComment comment
                ? unlessPublic(comment)
                : notPermitted("A participant writes public comments, and nothing else");
    }

    private static Decision.@Nullable Refused unlessPublic(AddComment comment) {
        return comment.visibility() == Visibility.PUBLIC && comment.authorKind() == AuthorKind.REQUESTER
                ? null
                : notPermitted("Only public comments are written from the requester's side of the desk");
    }

    private static Decision.@Nullable Refused refusedToRequester(TicketCommand command) {
        return switch (command) {
            case OpenTicket _, ReopenTicket _, RateTicket _, RecallAnswer _ -> null;
            case DecideApproval _ -> ApprovalDecider.notAsked();
            case AddComment comment -> unlessPublic(comment);
            case CloseTicket close ->
                close.code() == null ? null : notPermitted("A requester closes a ticket by confirming its resolution");
            case AssignTicket _,
                    TakeTicket _,
                    ReleaseTicket _,
                    WaitForRequester _,
                    HoldTicket _,
                    ResumeTicket _,
                    PrioritizeTicket _,
                    EscalateTicket _,
                    ResolveTicket _,
                    ClassifyTicket _,
                    ReviseTicket _,
                    TagTicket _,
                    UntagTicket _,
                    WatchTicket _,
                    UnwatchTicket _,
                    AddParticipant _,
                    RemoveParticipant _,
                    LinkAsset _,
                    UnlinkAsset _,
                    LogWork _,
                    AddTask _,
                    CompleteTask _,
                    CancelTask _,
                    LinkTicket _,
                    UnlinkTicket _,
                    MirrorLink _,
                    ConfirmLink _,
                    RefuseLink _,
                    MirrorUnlink _,
                    RequestApproval _,
                    WithdrawApproval _,
                    StopProcedure _,
                    RedactComment _,
                    ErasePersonalData _,
                    SplitTicket _,
                    UndoSplit _,
                    ResolveAsParent _,
                    OfferResolution _,
                    WithdrawOffer _,
                    NoteChildProgress _,
                    MergeTicket _,
                    UnmergeTicket _,
                    AbsorbTicket _,
                    FinishMerge _,
                    AbandonMerge _,
                    RestoreTicket _,
                    ChangeAbsorbedTicket _ -> notPermitted("This is for agents");
        };
    }

    /** Whether it is one of the tickets that asks. */
    public static boolean isAnotherTicket(Actor actor) {
        return actor.kind() == Actor.Kind.SERVICE && actor.subject().equals(Decider.ANOTHER_TICKET);
    }

    private static Decision.@Nullable Refused refusedToStaff(
            TicketCommand command, Actor actor, @Nullable TicketState state) {
        boolean person = actor.kind() == Actor.Kind.USER;
        if (command instanceof TakeTicket && !person) {
            return notPermitted("Only a person can take a ticket");
        }
        if (command instanceof RedactComment && !person) {
            return notPermitted("Only a person can redact a comment");
        }
        if (command instanceof LogWork && !person) {
            return notPermitted("Only a person's work is logged");
        }
        if (command instanceof DecideApproval decide && state != null) {
            return ApprovalDecider.refusedToActor(decide, actor, state);
        }
        return command instanceof RateTicket
                        && state != null
                        && !state.requesterId().equals(actor.subject())
                ? notPermitted("Only the requester can say how satisfied they are")
                : null;
    }

    private static Decision.Refused notPermitted(String why) {
        return new Decision.Refused(RejectionCode.NOT_PERMITTED, why, List.of());
    }
}
