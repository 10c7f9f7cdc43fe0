package dev.traza.command.ticket;

import dev.traza.command.ticket.Approvals.Approval;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.StepKind;
import dev.traza.contract.ticket.TicketCommand.DecideApproval;
import dev.traza.contract.ticket.TicketCommand.RequestApproval;
import dev.traza.contract.ticket.TicketCommand.ResumeTicket;
import dev.traza.contract.ticket.TicketCommand.WithdrawApproval;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.ApprovalDecided;
import dev.traza.contract.ticket.TicketEvent.ApprovalDenied;
import dev.traza.contract.ticket.TicketEvent.ApprovalExpired;
import dev.traza.contract.ticket.TicketEvent.ApprovalGranted;
import dev.traza.contract.ticket.TicketEvent.ApprovalRequested;
import dev.traza.contract.ticket.TicketEvent.ApprovalWithdrawn;
import dev.traza.contract.ticket.TicketEvent.TicketHeld;
import dev.traza.contract.ticket.TicketEvent.TicketPended;
import dev.traza.contract.ticket.TicketEvent.TicketResumed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules for approvals. As long as one is open the ticket is on hold for it, until the first of them expires; when the
 * last one has ended, the ticket goes on, or waits again for what it waited for before, unless that has come meanwhile.
 */
final class ApprovalDecider {

    /** Every decision and every view carries them along. */
    static final int MOST_APPROVALS = 50;

    private static final int MOST_APPROVERS = 50;
    private static final int ALL = 100;

    private ApprovalDecider() {}

    /** Whether this actor was asked; an approval that does not exist is refused later, as what it is. */
    static Decision.@Nullable Refused refusedToActor(DecideApproval decide, Actor actor, TicketState state) {
        Approval approval = state.approvals().byId().get(decide.approvalId());
        boolean asked = approval == null || (actor.kind() == Actor.Kind.USER && approval.asks(actor.subject()));
        return asked ? null : notAsked();
    }

    static Decision.Refused notAsked() {
        return Decision.refused(RejectionCode.NOT_PERMITTED, "Only those who were asked for an approval decide it");
    }

    static Decision request(RequestApproval request, Facts facts, TicketState state) {
        Decision.@Nullable Refused refused = refused(request, state);
        if (refused != null) {
            return refused;
        }
        ApprovalRequested requested = new ApprovalRequested(
                request.approvalId(),
                request.question(),
                request.approvers(),
                needed(request.approvers(), request.needed(), request.neededPercent()),
                request.expiresAt(),
                state.status());
        Approval known = state.approvals().byId().get(request.approvalId());
        if (known != null) {
            return isThat(known, requested)
                    ? Decision.accepted()
                    : Decision.broken("There is another approval with this id");
        }
        Instant expiresAt = request.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(facts.acceptedAt())) {
            return Decision.broken("An approval can expire only at a moment in the future");
        }
        if (state.procedure().keeps(request.approvalId())) {
            return Decision.broken("This id is kept for a step of the ticket's procedure");
        }
        return state.approvals().byId().size() + TicketProcedure.toCome(StepKind.APPROVAL, state) >= MOST_APPROVALS
                ? Decision.broken("A ticket has at most %d approvals".formatted(MOST_APPROVALS))
                : Consequences.of(List.of(requested), ResumeReason.REQUESTED, facts, state);
    }

    private static Decision.@Nullable Refused refused(RequestApproval request, TicketState state) {
        List<Approver> approvers = request.approvers();
        if (request.question().isBlank()) {
            return Decision.broken("An approval needs a text that says what is to be approved");
        }
        if (approvers.isEmpty() || approvers.size() > MOST_APPROVERS) {
            return Decision.broken("An approval is asked of 1 to %d people".formatted(MOST_APPROVERS));
        }
        if (approvers.stream().anyMatch(approver -> approver.id().isBlank())) {
            return Decision.broken("An approver is named by their id");
        }
        if (approvers.stream().map(Approver::id).distinct().count() < approvers.size()) {
            return Decision.broken("Each approver is asked once");
        }
        if (!request.byRequester() && approvers.stream().map(Approver::id).anyMatch(state.requesterId()::equals)) {
            return Decision.broken("A requester does not approve what they ask for themselves");
        }
        Integer needed = request.needed();
        Integer percent = request.neededPercent();
        if (needed != null && percent != null) {
            return Decision.broken("How many have to approve is a number of people or a share of them, not both");
        }
        if (needed != null && (needed < 1 || needed > approvers.size())) {
            return Decision.broken("1 to %d of the approvers can be needed".formatted(approvers.size()));
        }
        return percent != null && (percent < 1 || percent > ALL)
                ? Decision.broken("1 to %d percent of the approvers can be needed".formatted(ALL))
                : null;
    }

    /** How many of them have to approve: so many, such a share of them rounded up to people, or all. */
    static int needed(List<Approver> approvers, @Nullable Integer needed, @Nullable Integer neededPercent) {
        if (needed != null) {
            return needed;
        }
        int percent = neededPercent == null ? ALL : neededPercent;
        return Math.ceilDiv(approvers.size() * percent, ALL);
    }

    private static boolean isThat(Approval known, ApprovalRequested requested) {
        return known.with(approval -> approval.question(requested.question())
                        .approvers(requested.approvers())
                        .needed(requested.needed())
                        .expiresAt(requested.expiresAt()))
                .equals(known);
    }

    static Decision decide(DecideApproval decide, Facts facts, TicketState state) {
        UUID approvalId = decide.approvalId();
        Approval approval = state.approvals().byId().get(approvalId);
        if (approval == null) {
            return noSuchApproval();
        }
        String approverId = facts.actor().subject();
        if (approval.votes().containsKey(approverId)) {
            return approval.votes().get(approverId) == decide.decision()
                    ? Decision.accepted()
                    : Decision.broken("Who has decided cannot decide otherwise");
        }
        if (!approval.isOpen()) {
            return hasEnded(approval);
        }
        if (approval.isOverAt(facts.acceptedAt())) {
            return Decision.broken("The time to decide is over");
        }
        ApprovalDecided decided =
                new ApprovalDecided(approvalId, approverId, decide.decision(), decide.comment(), state.status());
        Stream<TicketEvent> certain =
                switch (approval.progressWith(decide.decision())) {
                    case GRANTED -> Stream.of(new ApprovalGranted(approvalId, state.status()));
                    case DENIED -> Stream.of(new ApprovalDenied(approvalId, state.status()));
                    case OPEN, WITHDRAWN, EXPIRED -> Stream.of();
                };
        return Consequences.of(
                Stream.concat(Stream.of(decided), certain).toList(), ResumeReason.REQUESTED, facts, state);
    }

    static Decision withdraw(WithdrawApproval withdraw, Facts facts, TicketState state) {
        Approval approval = state.approvals().byId().get(withdraw.approvalId());
        if (approval == null) {
            return noSuchApproval();
        }
        return switch (approval.progress()) {
            case OPEN ->
                Consequences.of(
                        List.of(new ApprovalWithdrawn(withdraw.approvalId(), withdraw.reason(), state.status())),
                        ResumeReason.REQUESTED,
                        facts,
                        state);
            case WITHDRAWN -> Decision.accepted();
            case GRANTED, DENIED, EXPIRED -> hasEnded(approval);
        };
    }

    /** While approvals are open, only a date can end the waiting: nobody passes them by. */
    static Decision resume(ResumeTicket resume, Facts facts, TicketState state) {
        if (resume.reason() == ResumeReason.REQUESTED) {
            return Decision.broken(stillOpen(state) + "; the ticket goes on when they are decided or withdrawn");
        }
        List<TicketEvent> expired = state.approvals()
                .open()
                .filter(entry -> entry.getValue().isOverAt(facts.acceptedAt()))
                .map(Map.Entry::getKey)
                .<TicketEvent>map(approvalId -> new ApprovalExpired(approvalId, state.status()))
                .toList();
        return expired.isEmpty() || resume.reason() != ResumeReason.DATE_REACHED
                ? Decision.broken("The ticket does not wait for this")
                : Consequences.of(expired, ResumeReason.DATE_REACHED, facts, state);
    }

    /** A ticket that ends unresolved needs no approval any more. */
    static Stream<TicketEvent> withdrawnByClosing(TicketState state) {
        return state.approvals()
                .open()
                .map(entry -> new ApprovalWithdrawn(entry.getKey(), "The ticket was closed", state.status()));
    }

    /** How many approvals are open, as a sentence begins. */
    static String stillOpen(TicketState state) {
        return "%d approvals are open".formatted(state.approvals().open().count());
    }

    /** Whether the ticket is held or goes on, now that something has happened to its approvals. */
    static Optional<TicketEvent> holding(TicketState state, ResumeReason reason, Instant now) {
        Approvals approvals = state.approvals();
        if (approvals.anyOpen()) {
            Instant until = approvals.earliestExpiry();
            return new Wait.OnHold(HoldReason.APPROVAL, until, null).equals(state.waiting())
                    ? Optional.empty()
                    : Optional.of(new TicketHeld(HoldReason.APPROVAL, until, null, Status.ON_HOLD));
        }
        return Optional.of(
                switch (approvals.interrupted()) {
                    case null -> new TicketResumed(reason, Status.OPEN);
                    case Wait.ForRequester(String asked) -> new TicketPended(asked, Status.PENDING);
                    case Wait.OnHold(HoldReason held, Instant until, String note) ->
                        until != null && !until.isAfter(now)
                                ? new TicketResumed(ResumeReason.DATE_REACHED, Status.OPEN)
                                : new TicketHeld(held, until, note, Status.ON_HOLD);
                });
    }

    private static Decision hasEnded(Approval approval) {
        return Decision.broken(
                switch (approval.progress()) {
                    case GRANTED -> "The approval was granted";
                    case DENIED -> "The approval was denied";
                    case WITHDRAWN -> "The approval was withdrawn";
                    case EXPIRED, OPEN -> "The time to decide is over";
                });
    }

    private static Decision noSuchApproval() {
        return Decision.broken("The ticket has no such approval");
    }
}
