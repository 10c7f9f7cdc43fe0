package dev.traza.command.ticket;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.AttachmentLimits;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.BetweenTickets;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.Status;
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
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.CommentAdded;
import dev.traza.contract.ticket.TicketEvent.TicketAssigned;
import dev.traza.contract.ticket.TicketEvent.TicketClosed;
import dev.traza.contract.ticket.TicketEvent.TicketEscalated;
import dev.traza.contract.ticket.TicketEvent.TicketHeld;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import dev.traza.contract.ticket.TicketEvent.TicketPended;
import dev.traza.contract.ticket.TicketEvent.TicketPrioritized;
import dev.traza.contract.ticket.TicketEvent.TicketRated;
import dev.traza.contract.ticket.TicketEvent.TicketReleased;
import dev.traza.contract.ticket.TicketEvent.TicketReopened;
import dev.traza.contract.ticket.TicketEvent.TicketResolved;
import dev.traza.contract.ticket.TicketEvent.TicketResumed;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules: what becomes of a command, given the facts and the ticket as it is. Questions are asked in the order in
 * which their answers may be told: does the ticket exist for this actor, may the actor do this, is the ticket at the
 * expected version, does its status allow it, does a rule forbid it.
 */
public final class Decider {

    /** The service as which one ticket asks something of another. */
    public static final String ANOTHER_TICKET = "ticket-command-service";

    private static final int FIRST_LINE = 1;
    private static final int HIGHEST_LEVEL = 4;
    private static final int LOWEST_SCORE = 1;
    private static final int HIGHEST_SCORE = 5;

    /** How a ticket can end that was never resolved. */
    private static final Set<ResolutionCode> ENDS_UNRESOLVED = EnumSet.of(
            ResolutionCode.SPAM, ResolutionCode.DUPLICATE, ResolutionCode.CANCELLED, ResolutionCode.NO_RESPONSE);

    private Decider() {}

    /**
     * Decides a command. The same arguments always give the same decision.
     *
     * @param state absent when there is no such ticket
     */
    public static Decision decide(TicketCommand command, Facts facts, @Nullable TicketState state) {
        Decision.@Nullable Refused refused = Rights.refusedToActor(command, facts.actor(), state);
        if (refused != null) {
            return refused;
        }
        long version = state == null ? 0 : state.version();
        if (facts.expectedVersion() != null && facts.expectedVersion() != version) {
            return Decision.refused(
                    RejectionCode.VERSION_MISMATCH,
                    "The ticket is at version %d, not at the expected one".formatted(version));
        }
        if (command instanceof OpenTicket open) {
            return state == null ? open(open, facts) : exists();
        }
        if (state == null) {
            return notFound();
        }
        Decision.@Nullable Refused elsewhere =
                MergeDecider.refusedByMerged(command, Rights.isAnotherTicket(facts.actor()), state);
        if (elsewhere != null) {
            return elsewhere;
        }
        boolean allowed = command instanceof BetweenTickets
                || (command instanceof UnmergeTicket && state.merge().merged())
                || LifeCycle.allowedIn(state.status()).contains(command.getClass());
        if (state.status() == Status.CLOSED && !allowed) {
            return Decision.refused(
                    RejectionCode.TICKET_CLOSED,
                    "The ticket is closed for good; open a follow-up ticket with followUpOf set to this one's id");
        }
        if (!allowed) {
            return notAllowed(command, state);
        }
        return switch (command) {
            case OpenTicket open -> open(open, facts);
            case AddComment comment -> comment(comment, facts, state);
            case AssignTicket assign -> assign(assign, state);
            case TakeTicket take -> take(take, facts.actor(), state);
            case ReleaseTicket release -> release(release, state);
            case WaitForRequester waiting -> Decision.accepted(new TicketPended(waiting.reason(), Status.PENDING));
            case HoldTicket hold -> hold(hold, facts);
            case ResumeTicket resume -> resume(resume, facts, state);
            case PrioritizeTicket prioritize -> prioritize(prioritize, state);
            case EscalateTicket escalate -> escalate(escalate, state);
            case ResolveTicket resolve -> resolve(resolve, state);
            case ReopenTicket reopen -> reopen(reopen, facts, state);
            case CloseTicket close -> close(close, state);
            case RateTicket rate -> rate(rate, state);
            case ClassifyTicket classify -> ContentDecider.classify(classify, facts, state);
            case ReviseTicket revise -> ContentDecider.revise(revise, state);
            case TagTicket tag -> ContentDecider.tag(tag, state);
            case UntagTicket untag -> ContentDecider.untag(untag, state);
            case WatchTicket watch -> ContentDecider.watch(watch, state);
            case UnwatchTicket unwatch -> ContentDecider.unwatch(unwatch, state);
            case AddParticipant add -> ContentDecider.add(add, state);
            case RemoveParticipant remove -> ContentDecider.remove(remove, state);
            case LinkAsset link -> ContentDecider.link(link, state);
            case UnlinkAsset unlink -> ContentDecider.unlink(unlink, state);
            case LogWork work -> WorkDecider.log(work, facts.actor(), state);
            case AddTask add -> WorkDecider.add(add, state);
            case CompleteTask complete -> WorkDecider.complete(complete, facts, state);
            case CancelTask cancel -> WorkDecider.cancel(cancel, facts, state);
            case LinkTicket link -> LinkDecider.link(link, facts, state);
            case UnlinkTicket unlink -> LinkDecider.unlink(unlink, state);
            case MirrorLink mirror -> LinkDecider.mirror(mirror, facts, state);
            case ConfirmLink confirm -> LinkDecider.confirm(confirm, state);
            case RefuseLink _ -> Decision.accepted();
            case MergeTicket merge -> MergeDecider.merge(merge, facts, state);
            case AbsorbTicket absorb -> MergeDecider.absorb(absorb, state);
            case FinishMerge finish -> MergeDecider.finish(finish, state);
            case AbandonMerge abandon -> MergeDecider.abandon(abandon, state);
            case UnmergeTicket unmerge -> MergeDecider.unmerge(unmerge, state);
            case RestoreTicket restore -> MergeDecider.restore(restore, state);
            case ChangeAbsorbedTicket change -> MergeDecider.change(change, state);
            case MirrorUnlink mirror -> LinkDecider.mirror(mirror, state);
            case RequestApproval request -> ApprovalDecider.request(request, facts, state);
            case DecideApproval decide -> ApprovalDecider.decide(decide, facts, state);
            case WithdrawApproval withdraw -> ApprovalDecider.withdraw(withdraw, facts, state);
            case RedactComment redact -> ErasureDecider.redact(redact, state);
            case ErasePersonalData erase -> ErasureDecider.erase(erase, state);
            case StopProcedure stop -> ProcedureDecider.stop(stop, facts, state);
            case RecallAnswer _ -> notAllowed(command, state); // whoever repeats is answered before anything is decided
            case SplitTicket split -> FamilyDecider.split(split, facts, state);
            case UndoSplit undo -> FamilyDecider.undo(undo, state);
            case ResolveAsParent _ -> resolveAsParent(state);
            case OfferResolution offer -> FamilyDecider.offer(offer, state);
            case WithdrawOffer withdraw -> FamilyDecider.withdraw(withdraw, state);
            case NoteChildProgress progress -> FamilyDecider.note(progress, state);
        };
    }

    private static Decision open(OpenTicket open, Facts facts) {
        if (open.requester().id().isBlank()) {
            return Decision.broken("A ticket needs a requester");
        }
        if (open.subject().isBlank()) {
            return Decision.broken("A ticket needs a subject");
        }
        if (ContentDecider.isElsewhere(open.catalogItem(), open.category())) {
            return Decision.broken("The catalog item is not the one of the category");
        }
        if (facts.ticketId().equals(open.followUpOf())) {
            return Decision.broken("A ticket cannot follow up itself");
        }
        String number = Objects.requireNonNull(facts.newNumber(), "A new ticket needs a number")
                .text();
        TicketOpened opened = new TicketOpened(
                number,
                open.type(),
                open.channel(),
                open.requester(),
                open.subject(),
                open.description(),
                open.category(),
                open.impact(),
                open.urgency(),
                open.priority(),
                FIRST_LINE,
                open.tags(),
                open.customFields(),
                open.followUpOf(),
                open.attachments(),
                Status.NEW,
                open.catalogItem(),
                open.splitFrom());
        return open.procedure() == null
                ? Decision.accepted(opened)
                : ProcedureDecider.starting(open.procedure(), open.catalogItem(), opened, facts, null);
    }

    private static Decision comment(AddComment comment, Facts facts, TicketState state) {
        if (comment.body().isBlank()) {
            return Decision.broken("A comment needs a text");
        }
        if (!hasRoomFor(comment, state.attached())) {
            return Decision.broken("So many or so large files do not fit into one ticket");
        }
        AuthorKind author = author(comment, facts.actor(), state);
        if (author == AuthorKind.REQUESTER) {
            return requesterSays(comment, facts, state);
        }
        boolean firstReply =
                state.status() == Status.NEW && author == AuthorKind.AGENT && comment.visibility() == Visibility.PUBLIC;
        return Decision.accepted(
                said(comment, author, facts.actor().subject(), firstReply ? Status.OPEN : state.status()));
    }

    private static boolean hasRoomFor(AddComment comment, TicketState.Attached present) {
        AttachmentLimits limits = comment.limits();
        TicketState.Attached all = present.with(comment.attachments());
        return comment.attachments().isEmpty()
                || limits == null
                || (all.count() <= limits.perTicket() && all.bytes() <= limits.bytesPerTicket());
    }

    private static Decision requesterSays(AddComment comment, Facts facts, TicketState state) {
        CommentAdded said = said(comment, AuthorKind.REQUESTER, speaker(facts.actor(), state), state.status());
        return switch (state.status()) {
            case NEW, OPEN, ON_HOLD, CLOSED -> Decision.accepted(said);
            case PENDING -> Decision.accepted(said, new TicketResumed(ResumeReason.REQUESTER_REPLIED, Status.OPEN));
            case RESOLVED ->
                reopenWindowIsOver(facts, state)
                        ? reopeningTooLate()
                        : Decision.accepted(said, reopened("The requester replied", state));
        };
    }

    /** A participant speaks in their own name; what support types in for somebody are the requester's words. */
    private static String speaker(Actor actor, TicketState state) {
        return !actor.isStaff() && state.takesPart(actor.subject()) ? actor.subject() : state.requesterId();
    }

    /**
     * In public, the person a ticket is for always speaks as its requester, whatever their job: an agent's remark on
     * their own ticket must not count as support's first response.
     */
    private static AuthorKind author(AddComment comment, Actor actor, TicketState state) {
        boolean own = actor.kind() == Actor.Kind.USER && actor.subject().equals(state.requesterId());
        return own && comment.visibility() == Visibility.PUBLIC ? AuthorKind.REQUESTER : comment.authorKind();
    }

    private static CommentAdded said(AddComment comment, AuthorKind author, String authorId, Status after) {
        return new CommentAdded(
                comment.commentId(),
                comment.body(),
                comment.visibility(),
                author,
                authorId,
                comment.channel(),
                comment.attachments(),
                after);
    }

    private static Decision assign(AssignTicket assign, TicketState state) {
        if (assign.teamId().isBlank()) {
            return Decision.broken("An assignment needs a team");
        }
        return give(assign.teamId(), assign.agentId(), assign.basis(), state);
    }

    private static Decision take(TakeTicket take, Actor actor, TicketState state) {
        String agentId = state.holder().agentId();
        if (agentId != null && !agentId.equals(actor.subject())) {
            return new Decision.Refused(
                    RejectionCode.ALREADY_ASSIGNED,
                    "Somebody else has the ticket; it has to be released or assigned",
                    LifeCycle.namesAllowedIn(state.status()));
        }
        String teamId =
                state.holder().teamId() == null ? take.teamId() : state.holder().teamId();
        if (teamId == null) {
            return Decision.broken(
                    "The ticket is in no team's queue and the one who takes it is in no team; assign it instead");
        }
        return give(teamId, actor.subject(), AssignmentBasis.manual(), state);
    }

    private static Decision give(String teamId, @Nullable String agentId, AssignmentBasis basis, TicketState state) {
        TicketState.Holder before = state.holder();
        if (before.equals(new TicketState.Holder(teamId, agentId))) {
            return Decision.accepted();
        }
        Status after = state.status() == Status.NEW && agentId != null ? Status.OPEN : state.status();
        return Decision.accepted(new TicketAssigned(teamId, agentId, before.teamId(), before.agentId(), basis, after));
    }

    private static Decision release(ReleaseTicket release, TicketState state) {
        TicketState.Holder before = state.holder();
        if (before.agentId() == null) {
            return Decision.accepted();
        }
        return Decision.accepted(
                new TicketReleased(before.teamId(), before.agentId(), release.reason(), state.status()));
    }

    private static Decision hold(HoldTicket hold, Facts facts) {
        Instant until = hold.until();
        if (until == null && hold.reason() == HoldReason.DATE) {
            return Decision.broken("A ticket held for a date needs that date in until");
        }
        if (until != null && !until.isAfter(facts.acceptedAt())) {
            return Decision.broken("A ticket can be held only until a moment in the future");
        }
        return Decision.accepted(new TicketHeld(hold.reason(), until, hold.note(), Status.ON_HOLD));
    }

    private static Decision resume(ResumeTicket resume, Facts facts, TicketState state) {
        if (state.approvals().anyOpen()) {
            return ApprovalDecider.resume(resume, facts, state);
        }
        boolean credible =
                switch (resume.reason()) {
                    case REQUESTED -> true;
                    case REQUESTER_REPLIED -> state.status() == Status.PENDING;
                    // A timer of an earlier hold may arrive late, when the ticket is held anew until another day.
                    case DATE_REACHED ->
                        state.waiting() instanceof Wait.OnHold held
                                && held.until() != null
                                && !held.until().isAfter(facts.acceptedAt());
                };
        return credible
                ? Decision.accepted(new TicketResumed(resume.reason(), Status.OPEN))
                : Decision.broken("The ticket does not wait for this");
    }

    private static Decision prioritize(PrioritizeTicket prioritize, TicketState state) {
        TicketState.Weight before = state.weight();
        Impact impact = prioritize.impact() == null ? before.impact() : prioritize.impact();
        Urgency urgency = prioritize.urgency() == null ? before.urgency() : prioritize.urgency();
        Priority priority = prioritize.priority();
        if (before.equals(new TicketState.Weight(impact, urgency, priority))) {
            return Decision.accepted();
        }
        String reason = prioritize.overrideReason();
        boolean overridden = prioritize.impact() == null && prioritize.urgency() == null;
        if (overridden && (reason == null || reason.isBlank())) {
            return Decision.broken("A priority that does not follow from impact and urgency needs a reason");
        }
        return Decision.accepted(
                new TicketPrioritized(impact, urgency, priority, before.priority(), reason, state.status()));
    }

    private static Decision escalate(EscalateTicket escalate, TicketState state) {
        if (escalate.reason().isBlank()) {
            return Decision.broken("An escalation needs a reason");
        }
        int from = state.level();
        Integer wanted = escalate.level();
        if (escalate.kind() == EscalationKind.HIERARCHICAL) {
            return wanted == null || wanted == from
                    ? escalated(escalate, from, from, state)
                    : Decision.broken("An escalation to the supervisor keeps the support level");
        }
        int to = wanted == null ? from + 1 : wanted;
        if (to > HIGHEST_LEVEL) {
            return Decision.broken(
                    "The highest support level is %d; the ticket is at %d".formatted(HIGHEST_LEVEL, from));
        }
        if (to <= from) {
            return Decision.broken("An escalation goes upwards; the ticket is at level %d".formatted(from));
        }
        return escalated(escalate, from, to, state);
    }

    private static Decision escalated(EscalateTicket escalate, int from, int to, TicketState state) {
        return Decision.accepted(new TicketEscalated(
                escalate.kind(), from, to, escalate.teamId(), escalate.reason(), escalate.cause(), state.status()));
    }

    private static Decision resolve(ResolveTicket resolve, TicketState state) {
        if (resolve.text().isBlank()) {
            return Decision.broken("A resolution needs a text that says how it was solved");
        }
        if (resolve.code() == ResolutionCode.MERGED) {
            return Decision.broken("MERGED is the end of a ticket that was merged into another");
        }
        long undone = WorkDecider.mandatoryUndone(state);
        if (undone > 0) {
            return Decision.broken("%d mandatory tasks are still to be done".formatted(undone));
        }
        long waiting = ProcedureDecider.mandatoryWaiting(state);
        if (waiting > 0) {
            return Decision.broken(
                    "%d mandatory steps of the procedure have not begun; it can be stopped".formatted(waiting));
        }
        if (state.approvals().anyOpen()) {
            return Decision.broken(ApprovalDecider.stillOpen(state) + "; they have to be decided or withdrawn first");
        }
        return Decision.accepted(new TicketResolved(
                resolve.code(), resolve.text(), state.resolution().count() + 1, Status.RESOLVED));
    }

    private static Decision resolveAsParent(TicketState state) {
        ResolveTicket resolve = FamilyDecider.asParent(state);
        return resolve == null
                ? Decision.broken("The ticket has no parent that offers it a resolution")
                : resolve(resolve, state);
    }

    private static Decision reopen(ReopenTicket reopen, Facts facts, TicketState state) {
        if (reopen.reason().isBlank()) {
            return Decision.broken("A reopening needs a reason");
        }
        return reopenWindowIsOver(facts, state)
                ? reopeningTooLate()
                : Decision.accepted(reopened(reopen.reason(), state));
    }

    private static TicketEvent reopened(String reason, TicketState state) {
        return new TicketReopened(reason, state.resolution().reopenings() + 1, Status.OPEN);
    }

    private static boolean reopenWindowIsOver(Facts facts, TicketState state) {
        Instant resolvedAt = state.resolution().recordedAt();
        return resolvedAt != null && facts.acceptedAt().isAfter(resolvedAt.plus(facts.reopenWindow()));
    }

    private static Decision reopeningTooLate() {
        return Decision.broken(
                "The time in which this ticket could be reopened is over; open a follow-up ticket with followUpOf"
                        + " set to this one's id");
    }

    private static Decision close(CloseTicket close, TicketState state) {
        ResolutionCode wanted = close.code();
        if (state.status() == Status.RESOLVED) {
            ResolutionCode kept = Objects.requireNonNull(state.resolution().code(), "A resolved ticket has a code");
            return wanted == null || wanted == kept
                    ? closed(new TicketClosed(kept, close.reason(), Status.CLOSED), state)
                    : Decision.broken("A resolved ticket is closed with the code it was resolved with");
        }
        if (wanted == null) {
            return new Decision.Refused(
                    RejectionCode.TRANSITION_NOT_ALLOWED,
                    "A ticket in status %s has no resolution to confirm; resolve it first, or close it with one of %s"
                            .formatted(state.status(), ENDS_UNRESOLVED),
                    LifeCycle.namesAllowedIn(state.status()));
        }
        TicketClosed closed = new TicketClosed(wanted, close.reason(), Status.CLOSED);
        return ENDS_UNRESOLVED.contains(wanted)
                ? closed(closed, state)
                : Decision.broken("A ticket that was not resolved ends with one of %s".formatted(ENDS_UNRESOLVED));
    }

    /** What is under way in a ticket ends before it. */
    private static Decision closed(TicketClosed closed, TicketState state) {
        return new Decision.Accepted(Stream.of(
                        ProcedureDecider.stoppedByClosing(state),
                        ApprovalDecider.withdrawnByClosing(state),
                        Stream.of(closed))
                .<TicketEvent>flatMap(Function.identity())
                .toList());
    }

    private static Decision rate(RateTicket rate, TicketState state) {
        TicketState.Resolution resolution = state.resolution();
        if (rate.score() < LOWEST_SCORE || rate.score() > HIGHEST_SCORE) {
            return Decision.broken("A score is %d to %d".formatted(LOWEST_SCORE, HIGHEST_SCORE));
        }
        if (resolution.count() == 0) {
            return Decision.broken("The ticket was never resolved, so there is nothing to rate");
        }
        if (resolution.rated() == resolution.count()) {
            return Decision.broken("This resolution has been rated");
        }
        return Decision.accepted(new TicketRated(rate.score(), rate.comment(), resolution.count(), state.status()));
    }

    private static Decision.Refused notAllowed(TicketCommand command, TicketState state) {
        List<String> possible = LifeCycle.namesAllowedIn(state.status());
        return new Decision.Refused(
                RejectionCode.TRANSITION_NOT_ALLOWED,
                "%s is not possible while the ticket is %s; possible are %s"
                        .formatted(command.getClass().getSimpleName(), state.status(), String.join(", ", possible)),
                possible);
    }

    static Decision.Refused notFound() {
        return new Decision.Refused(RejectionCode.TICKET_NOT_FOUND, "There is no such ticket", List.of());
    }

    static Decision.Refused exists() {
        return new Decision.Refused(RejectionCode.TICKET_EXISTS, "There is already a ticket with this id", List.of());
    }
}
