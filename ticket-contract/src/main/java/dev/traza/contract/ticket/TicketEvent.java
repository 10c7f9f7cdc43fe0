package dev.traza.contract.ticket;

import dev.traza.contract.personal.Erasing;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.personal.Scoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can happen to a ticket. Events are never changed; each carries the ticket's status after it, so that nobody who
 * reads the log has to know the rules that led there.
 */
public sealed interface TicketEvent {

    /** The ticket's status once this event has happened. */
    Status status();

    /**
     * A ticket began.
     *
     * @param number what people say on the phone, {@code T-<n>}; unique and never reused
     * @param category path in the service catalog, for example {@code hardware/printer}
     * @param level support level, 0–4
     * @param customFields values of the category's form, by field name
     * @param attachments files sent with it; absent when there are none
     * @param catalogItem the item at {@code category}; absent when the catalog did not know it
     * @param splitFrom the ticket of which a comment became this one
     */
    record TicketOpened(
            String number,
            TicketType type,
            Channel channel,
            Requester requester,
            @Personal String subject,
            @Personal String description,
            @Nullable String category,
            Impact impact,
            Urgency urgency,
            Priority priority,
            int level,
            List<String> tags,
            @Personal Map<String, String> customFields,
            @Nullable UUID followUpOf,
            @Nullable List<Attachment> attachments,
            Status status,
            @Nullable CatalogReference catalogItem,
            @Nullable UUID splitFrom)
            implements TicketEvent {
        public TicketOpened {
            tags = tags == null ? List.of() : List.copyOf(tags);
            customFields = customFields == null ? Map.of() : Map.copyOf(customFields);
            attachments = attachments == null || attachments.isEmpty() ? null : List.copyOf(attachments);
        }

        /** An opening to which nothing is attached, and without an item of the catalog. */
        public TicketOpened(
                String number,
                TicketType type,
                Channel channel,
                Requester requester,
                String subject,
                String description,
                @Nullable String category,
                Impact impact,
                Urgency urgency,
                Priority priority,
                int level,
                List<String> tags,
                Map<String, String> customFields,
                @Nullable UUID followUpOf,
                Status status) {
            this(
                    number,
                    type,
                    channel,
                    requester,
                    subject,
                    description,
                    category,
                    impact,
                    urgency,
                    priority,
                    level,
                    tags,
                    customFields,
                    followUpOf,
                    null,
                    status,
                    null,
                    null);
        }

        /** The files sent with it, none if there are none. */
        public List<Attachment> attached() {
            return attachments == null ? List.of() : attachments;
        }
    }

    /**
     * Someone said something about the ticket.
     *
     * @param attachments files sent with it, to be read by whoever may read the comment; absent when there are none
     */
    record CommentAdded(
            UUID commentId,
            @Personal String body,
            Visibility visibility,
            AuthorKind authorKind,
            String authorId,
            Channel channel,
            @Nullable List<Attachment> attachments,
            Status status)
            implements TicketEvent, Scoped {
        public CommentAdded {
            attachments = attachments == null || attachments.isEmpty() ? null : List.copyOf(attachments);
        }

        @Override
        public Scope scope() {
            return new Scope.OfComment(commentId);
        }

        /** A comment to which nothing is attached. */
        public CommentAdded(
                UUID commentId,
                String body,
                Visibility visibility,
                AuthorKind authorKind,
                String authorId,
                Channel channel,
                Status status) {
            this(commentId, body, visibility, authorKind, authorId, channel, null, status);
        }

        /** The files sent with it, none if there are none. */
        public List<Attachment> attached() {
            return attachments == null ? List.of() : attachments;
        }
    }

    /**
     * The ticket was given to a team and possibly to an agent.
     *
     * @param previousTeamId who had it before
     * @param previousAgentId who had it before
     */
    record TicketAssigned(
            String teamId,
            @Nullable String agentId,
            @Nullable String previousTeamId,
            @Nullable String previousAgentId,
            AssignmentBasis basis,
            Status status)
            implements TicketEvent {}

    /** The ticket turned out to be another kind of matter. */
    record TicketClassified(Classification before, Classification after, Status status) implements TicketEvent {}

    /** The ticket went back into its team's queue. */
    record TicketReleased(
            @Nullable String teamId,
            @Nullable String previousAgentId,
            @Personal @Nullable String reason,
            Status status) implements TicketEvent {}

    /** The ticket waits for the requester. */
    record TicketPended(@Personal @Nullable String reason, Status status) implements TicketEvent {}

    /** The ticket waits for something else. */
    record TicketHeld(
            HoldReason reason,
            @Nullable Instant until,
            @Personal @Nullable String note,
            Status status) implements TicketEvent {}

    /** The ticket goes on. */
    record TicketResumed(ResumeReason reason, Status status) implements TicketEvent {}

    /** Impact, urgency or priority changed. */
    record TicketPrioritized(
            Impact impact,
            Urgency urgency,
            Priority priority,
            Priority previousPriority,
            @Personal @Nullable String overrideReason,
            Status status)
            implements TicketEvent {}

    /**
     * The ticket was escalated.
     *
     * @param teamId the team asked for, if one was named; who gets it is decided by routing
     */
    record TicketEscalated(
            EscalationKind kind,
            int fromLevel,
            int toLevel,
            @Nullable String teamId,
            @Personal String reason,
            EscalationCause cause,
            Status status)
            implements TicketEvent {}

    /**
     * Support says it is solved.
     *
     * @param resolution how often this ticket has been resolved, counted from 1
     */
    record TicketResolved(ResolutionCode code, @Personal String text, int resolution, Status status)
            implements TicketEvent {}

    /** It was not solved after all. */
    record TicketReopened(@Personal String reason, int reopenCount, Status status) implements TicketEvent {}

    /** The ticket ended. */
    record TicketClosed(
            ResolutionCode code, @Personal @Nullable String reason, Status status) implements TicketEvent {}

    /**
     * What the ticket says it is about was corrected.
     *
     * @param subject absent when it stayed
     * @param description absent when it stayed
     */
    record TicketRevised(
            @Nullable Revision subject, @Nullable Revision description, Status status) implements TicketEvent {}

    /** A text before and after it was corrected. */
    record Revision(@Personal String before, @Personal String after) {}

    /**
     * The ticket got tags.
     *
     * @param tags the new ones only
     */
    record TicketTagged(List<String> tags, Status status) implements TicketEvent {
        public TicketTagged {
            tags = tags == null ? List.of() : List.copyOf(tags);
        }
    }

    /**
     * The ticket lost tags.
     *
     * @param tags those it had and has no more
     */
    record TicketUntagged(List<String> tags, Status status) implements TicketEvent {
        public TicketUntagged {
            tags = tags == null ? List.of() : List.copyOf(tags);
        }
    }

    /** A colleague follows the ticket. */
    record TicketWatched(String watcherId, Status status) implements TicketEvent {}

    /** A colleague follows the ticket no more. */
    record TicketUnwatched(String watcherId, Status status) implements TicketEvent {}

    /** A person takes part in the conversation, or what was known of one who does was corrected. */
    record ParticipantAdded(Participant participant, Status status) implements TicketEvent {}

    /** A person takes part in the conversation no more. */
    record ParticipantRemoved(String personId, Status status) implements TicketEvent {}

    /** The ticket is about an asset. */
    record AssetLinked(String assetId, @Personal @Nullable String name, Status status) implements TicketEvent {}

    /** The ticket is not about this asset. */
    record AssetUnlinked(String assetId, Status status) implements TicketEvent {}

    /**
     * Somebody worked on the ticket.
     *
     * @param seconds how long, 1–86400
     */
    record WorkLogged(String agentId, int seconds, @Personal String activity, Status status) implements TicketEvent {}

    /**
     * The requester said how satisfied they are.
     *
     * @param score 1 (not at all) – 5 (fully)
     * @param resolution which of the ticket's resolutions is meant, counted from 1
     */
    record TicketRated(int score, @Personal @Nullable String comment, int resolution, Status status)
            implements TicketEvent {}

    /**
     * There is a piece of work to do in the ticket.
     *
     * @param teamId who is asked to do it; absent means the ticket's own team
     * @param mandatory whether the ticket may be resolved only when it is done
     */
    record TaskAdded(
            UUID taskId, @Personal String title, @Nullable String teamId, boolean mandatory, Status status)
            implements TicketEvent {}

    /** A task was done. */
    record TaskCompleted(UUID taskId, @Personal @Nullable String note, Status status) implements TicketEvent {}

    /** A task need not be done. */
    record TaskCancelled(UUID taskId, @Personal String reason, Status status) implements TicketEvent {}

    /**
     * The ticket got a link to another, which has the inverse one.
     *
     * @param type as this ticket sees it
     * @param mirrored whether the other ticket was asked for the link; of the two events of a link, one is mirrored
     */
    record TicketLinked(LinkType type, LinkedTicket other, boolean mirrored, Status status) implements TicketEvent {}

    /**
     * The ticket lost a link to another, which loses the inverse one.
     *
     * @param type as this ticket saw it
     * @param mirrored whether the other ticket was asked to take it away
     */
    record TicketUnlinked(LinkType type, UUID otherId, String otherNumber, boolean mirrored, Status status)
            implements TicketEvent {}

    /**
     * People were asked to approve something.
     *
     * @param question what is to be approved
     * @param needed how many of them have to approve, 1 or more
     * @param expiresAt when it is too late to decide; absent means never
     */
    record ApprovalRequested(
            UUID approvalId,
            @Personal String question,
            List<Approver> approvers,
            int needed,
            @Nullable Instant expiresAt,
            Status status)
            implements TicketEvent {
        public ApprovalRequested {
            approvers = approvers == null ? List.of() : List.copyOf(approvers);
        }
    }

    /** One of the approvers decided. */
    record ApprovalDecided(
            UUID approvalId,
            String approverId,
            ApprovalDecision decision,
            @Personal @Nullable String comment,
            Status status)
            implements TicketEvent {}

    /** Enough approvers have approved. */
    record ApprovalGranted(UUID approvalId, Status status) implements TicketEvent {}

    /** So many approvers have denied that the others are not enough. */
    record ApprovalDenied(UUID approvalId, Status status) implements TicketEvent {}

    /** The approval is needed no more. */
    record ApprovalWithdrawn(
            UUID approvalId, @Personal @Nullable String reason, Status status) implements TicketEvent {}

    /** The time to decide is over, and it was not certain either way. */
    record ApprovalExpired(UUID approvalId, Status status) implements TicketEvent {}

    /**
     * What was said in a comment, its files included, is gone for good; who said something, and when, stays.
     *
     * @param reason why, without saying what it was
     */
    record CommentRedacted(
            UUID commentId, @Personal @Nullable String reason, Status status) implements TicketEvent, Erasing {
        @Override
        public boolean erases(Scope scope) {
            return scope.equals(new Scope.OfComment(commentId));
        }
    }

    /**
     * What a person said and what was known of them is gone for good. If the ticket is theirs, that is every text in it.
     *
     * @param requester whether the ticket is theirs
     * @param commentIds what they said, where the ticket is somebody else's
     */
    record PersonalDataErased(String personId, boolean requester, List<UUID> commentIds, Status status)
            implements TicketEvent, Erasing {
        public PersonalDataErased {
            commentIds = commentIds == null ? List.of() : List.copyOf(commentIds);
        }

        @Override
        public boolean erases(Scope scope) {
            return requester
                    || switch (scope) {
                        case Scope.OfTicket _ -> false;
                        case Scope.OfComment comment -> commentIds.contains(comment.commentId());
                        case Scope.OfPerson person -> personId.equals(person.personId());
                    };
        }
    }

    /** A comment became a ticket of its own. */
    record TicketSplit(UUID commentId, UUID newTicketId, Status status) implements TicketEvent {}

    /** The ticket that was to be split off could not be opened; the comment is only a comment again. */
    record SplitUndone(UUID newTicketId, Status status) implements TicketEvent {}

    /**
     * The parent was resolved; an agent can resolve this ticket with the same words.
     *
     * @param text how the parent was solved
     */
    record ResolutionOffered(
            UUID parentId,
            String parentNumber,
            ResolutionCode code,
            @Personal String text,
            Status status) implements TicketEvent {}

    /** The parent was reopened, and its resolution is not offered any more. */
    record ResolutionWithdrawn(UUID parentId, Status status) implements TicketEvent {}

    /**
     * A child was resolved, closed or reopened.
     *
     * @param done how many of the children are resolved or closed now
     * @param children how many there are
     */
    record ChildProgressed(UUID childId, String childNumber, Status childStatus, int done, int children, Status status)
            implements TicketEvent {}

    /**
     * The ticket is to go on in another, which is asked; until it has agreed or not, nothing else happens to this one.
     *
     * @param into the other ticket's id or number
     */
    record MergeBegun(String into, @Personal @Nullable String reason, Status status) implements TicketEvent {}

    /** The ticket goes on in another. Nothing happens to it any more unless it is taken back. */
    record TicketMerged(UUID intoId, String intoNumber, Status status) implements TicketEvent {}

    /**
     * The other ticket did not agree; this one is as it was.
     *
     * @param until when it goes on by itself, if it is on hold until then
     */
    record MergeAbandoned(
            String into, String detail, @Nullable Instant until, Status status) implements TicketEvent {}

    /**
     * Another ticket goes on in this one.
     *
     * @param agentId who had the other ticket
     */
    record TicketAbsorbed(AbsorbedTicket source, @Nullable String agentId, Status status) implements TicketEvent {}

    /** A ticket that goes on in this one stands for others or brings other people, since one that it stood for was taken back. */
    record AbsorbedTicketChanged(AbsorbedTicket source, Status status) implements TicketEvent {}

    /**
     * The ticket was taken back and stands for itself again, as it was before it went on in another.
     *
     * @param until when it goes on by itself, if it is on hold until then
     */
    record TicketUnmerged(
            UUID fromId,
            String fromNumber,
            @Personal @Nullable String reason,
            @Nullable Instant until,
            Status status) implements TicketEvent {}

    /** A ticket that went on in this one was taken back, and what came from it is gone with it. */
    record TicketRestored(UUID sourceId, String sourceNumber, Status status) implements TicketEvent {}

    /**
     * The procedure of the ticket's catalog item began. Its first steps, if it has any that can begin, follow as events
     * of their own.
     *
     * @param procedureId another for each procedure that the ticket ever begins
     * @param itemPath the item, for example {@code hardware/laptop}
     * @param itemVersion of the item whose procedure it is, whatever becomes of the item
     * @param steps all of them, as this ticket goes through them: without its requester among the approvers, unless the
     *     installation lets requesters approve what they ask for themselves
     */
    record ProcedureStarted(UUID procedureId, String itemPath, long itemVersion, List<PlannedStep> steps, Status status)
            implements TicketEvent {
        public ProcedureStarted {
            steps = steps == null ? List.of() : List.copyOf(steps);
        }
    }

    /** All steps of the procedure are done. */
    record ProcedureCompleted(UUID procedureId, Status status) implements TicketEvent {}

    /**
     * The procedure goes no further: what has not begun never begins. Tasks that have begun stay, approvals that are open
     * are withdrawn.
     *
     * @param stepId the step because of which it stopped; absent when it was none
     * @param reason the agent's words
     */
    record ProcedureStopped(
            UUID procedureId,
            StopCause cause,
            @Nullable String stepId,
            @Personal @Nullable String reason,
            Status status)
            implements TicketEvent {}
}
