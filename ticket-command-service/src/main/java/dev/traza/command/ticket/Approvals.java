package dev.traza.command.ticket;

import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.TicketEvent.ApprovalDecided;
import dev.traza.contract.ticket.TicketEvent.ApprovalRequested;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The approvals of a ticket. While one is open the ticket is on hold for it, whatever it waited for before; that is kept
 * here and taken up again afterwards.
 *
 * @param byId all that were ever asked for
 * @param interrupted what the ticket waited for when the first of those that are open was asked for
 */
@RecordBuilder
public record Approvals(Map<UUID, Approval> byId, @Nullable Wait interrupted) implements ApprovalsBuilder.With {

    static final Approvals NONE = new Approvals(Map.of(), null);

    public Approvals {
        byId = Map.copyOf(byId);
    }

    /**
     * One question to some people.
     *
     * @param needed how many of them have to approve
     * @param expiresAt when it is too late to decide; absent means never
     * @param votes what those who have decided said, by their ids
     */
    @RecordBuilder
    public record Approval(
            String question,
            List<Approver> approvers,
            int needed,
            @Nullable Instant expiresAt,
            Map<String, ApprovalDecision> votes,
            Progress progress)
            implements ApprovalsApprovalBuilder.With {

        public Approval {
            approvers = List.copyOf(approvers);
            votes = Map.copyOf(votes);
        }

        /** How far an approval is. */
        public enum Progress {
            OPEN,
            GRANTED,
            DENIED,
            WITHDRAWN,
            EXPIRED
        }

        boolean isOpen() {
            return progress == Progress.OPEN;
        }

        boolean asks(String personId) {
            return approvers.stream().anyMatch(approver -> approver.id().equals(personId));
        }

        boolean isOverAt(Instant time) {
            return expiresAt != null && !expiresAt.isAfter(time);
        }

        /** What one more vote makes certain; open when nothing yet. */
        Progress progressWith(ApprovalDecision vote) {
            long approved = count(ApprovalDecision.APPROVE) + (vote == ApprovalDecision.APPROVE ? 1 : 0);
            long denied = count(ApprovalDecision.DENY) + (vote == ApprovalDecision.DENY ? 1 : 0);
            if (approved >= needed) {
                return Progress.GRANTED;
            }
            return approvers.size() - denied < needed ? Progress.DENIED : Progress.OPEN;
        }

        private long count(ApprovalDecision decision) {
            return votes.values().stream().filter(decision::equals).count();
        }
    }

    Stream<Map.Entry<UUID, Approval>> open() {
        return byId.entrySet().stream()
                .filter(entry -> entry.getValue().isOpen())
                .sorted(Map.Entry.comparingByKey());
    }

    boolean anyOpen() {
        return byId.values().stream().anyMatch(Approval::isOpen);
    }

    /** Whether this person was ever asked, so that the ticket is no secret to them. */
    boolean concern(String personId) {
        return byId.values().stream().anyMatch(approval -> approval.asks(personId));
    }

    /** The first moment at which one of those that are open expires; absent when none does. */
    @Nullable
    Instant earliestExpiry() {
        Optional<Instant> earliest = open().map(entry -> entry.getValue().expiresAt())
                .filter(Objects::nonNull)
                .min(Instant::compareTo);
        return earliest.orElse(null);
    }

    Approvals asked(ApprovalRequested requested, @Nullable Wait present) {
        Approvals after = with(
                requested.approvalId(),
                new Approval(
                        requested.question(),
                        requested.approvers(),
                        requested.needed(),
                        requested.expiresAt(),
                        Map.of(),
                        Approval.Progress.OPEN));
        if (anyOpen()) {
            return after;
        }
        // Either the one before has just ended, and what it interrupted is still to be taken up; or somebody held the
        // ticket
        // for an approval by hand and now has it on record, and there is nothing to go back to.
        boolean forThis = present instanceof Wait.OnHold held && held.reason() == HoldReason.APPROVAL;
        return forThis ? after : after.withInterrupted(present);
    }

    /** What was interrupted has been taken up again, unless approvals are still open. */
    Approvals over() {
        return anyOpen() || interrupted == null ? this : withInterrupted(null);
    }

    Approvals decided(ApprovalDecided decided) {
        Approval approval = byId.get(decided.approvalId());
        if (approval == null) {
            return this;
        }
        Map<String, ApprovalDecision> votes = new HashMap<>(approval.votes());
        votes.put(decided.approverId(), decided.decision());
        return with(decided.approvalId(), approval.withVotes(votes));
    }

    /** An approval that nobody asked for is nobody's to end; such a log is taken as it is. */
    Approvals ended(UUID approvalId, Approval.Progress progress) {
        Approval approval = byId.get(approvalId);
        return approval == null ? this : with(approvalId, approval.withProgress(progress));
    }

    /** The requester spoke: who waited for that waits no more. */
    Approvals answeredByRequester() {
        return interrupted instanceof Wait.ForRequester ? withInterrupted(null) : this;
    }

    private Approvals with(UUID approvalId, Approval approval) {
        Map<UUID, Approval> all = new HashMap<>(byId);
        all.put(approvalId, approval);
        return withById(all);
    }
}
