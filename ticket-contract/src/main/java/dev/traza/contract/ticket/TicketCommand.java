package dev.traza.contract.ticket;

import dev.traza.contract.personal.Personal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a ticket. A command is a wish: it is accepted, and becomes events, or refused with a
 * {@link dev.traza.contract.envelope.RejectionCode}. Everything a decision needs is in the command and its envelope
 * (clock, ids, actor, reference data), so that the same commands over the same state always give the same events.
 */
public sealed interface TicketCommand {

    /**
     * Opens a ticket; its number is given by the processor.
     *
     * @param priority already computed from impact × urgency by the matrix in force when the command was accepted
     * @param category path in the service catalog, for example {@code hardware/printer}
     * @param customFields values of the category's form, by field name
     * @param followUpOf the closed ticket that this one continues
     * @param attachments files sent with it, already in the store of attachments
     * @param catalogItem the item at {@code category}, as it was when the command was accepted; absent when the catalog
     *     does not know the category
     * @param splitFrom the ticket of which a comment became this one; only that ticket can say so
     * @param procedure of the item; absent when it has none
     */
    record OpenTicket(
            TicketType type,
            Channel channel,
            Requester requester,
            @Personal String subject,
            @Personal String description,
            @Nullable String category,
            Impact impact,
            Urgency urgency,
            Priority priority,
            List<String> tags,
            @Personal Map<String, String> customFields,
            @Nullable UUID followUpOf,
            List<Attachment> attachments,
            @Nullable CatalogReference catalogItem,
            @Nullable UUID splitFrom,
            @Nullable Procedure procedure)
            implements TicketCommand {
        public OpenTicket {
            tags = tags == null ? List.of() : List.copyOf(tags);
            customFields = customFields == null ? Map.of() : Map.copyOf(customFields);
            attachments = attachments == null ? List.of() : List.copyOf(attachments);
        }

        /** Opens a ticket to which nothing is attached, and without an item of the catalog. */
        public OpenTicket(
                TicketType type,
                Channel channel,
                Requester requester,
                String subject,
                String description,
                @Nullable String category,
                Impact impact,
                Urgency urgency,
                Priority priority,
                List<String> tags,
                Map<String, String> customFields,
                @Nullable UUID followUpOf) {
            this(
                    type,
                    channel,
                    requester,
                    subject,
                    description,
                    category,
                    impact,
                    urgency,
                    priority,
                    tags,
                    customFields,
                    followUpOf,
                    List.of(),
                    null,
                    null,
                    null);
        }
    }

    /**
     * Says what kind of matter the ticket is.
     *
     * @param category path in the service catalog; absent for none
     * @param catalogItem the item at this path, as it was when the command was accepted; absent when the catalog does
     *     not know the category
     * @param type absent when it stays
     * @param customFields all values of the item's form; others are dropped
     * @param procedure of the item, which begins if the ticket was not in this item; absent when it has none
     */
    record ClassifyTicket(
            @Nullable String category,
            @Nullable CatalogReference catalogItem,
            @Nullable TicketType type,
            @Personal Map<String, String> customFields,
            @Nullable Procedure procedure)
            implements TicketCommand {
        public ClassifyTicket {
            customFields = customFields == null ? Map.of() : Map.copyOf(customFields);
        }

        /** Names an item without a procedure, or none. */
        public ClassifyTicket(
                @Nullable String category,
                @Nullable CatalogReference catalogItem,
                @Nullable TicketType type,
                Map<String, String> customFields) {
            this(category, catalogItem, type, customFields, null);
        }
    }

    /**
     * Adds a comment: the requester's answer or an agent's public reply or internal note.
     *
     * @param attachments files sent with it, already in the store of attachments
     * @param limits how much may be attached to the ticket in all; absent when nothing is attached
     */
    record AddComment(
            UUID commentId,
            @Personal String body,
            Visibility visibility,
            AuthorKind authorKind,
            Channel channel,
            List<Attachment> attachments,
            @Nullable AttachmentLimits limits)
            implements TicketCommand {
        public AddComment {
            attachments = attachments == null ? List.of() : List.copyOf(attachments);
        }

        /** Adds a comment to which nothing is attached. */
        public AddComment(UUID commentId, String body, Visibility visibility, AuthorKind authorKind, Channel channel) {
            this(commentId, body, visibility, authorKind, channel, List.of(), null);
        }
    }

    /**
     * Gives the ticket to a team and, if named, to one of its agents.
     *
     * @param agentId a member of the team; absent puts the ticket into the team's queue
     */
    record AssignTicket(String teamId, @Nullable String agentId, AssignmentBasis basis) implements TicketCommand {}

    /**
     * The actor takes the ticket from the queue; refused when someone else has it.
     *
     * @param teamId the actor's team, used when the ticket has none yet
     */
    record TakeTicket(@Nullable String teamId) implements TicketCommand {}

    /** Puts the ticket back into its team's queue. */
    record ReleaseTicket(@Personal @Nullable String reason) implements TicketCommand {}

    /** Waits for the requester's answer. */
    record WaitForRequester(@Personal @Nullable String reason) implements TicketCommand {}

    /**
     * Puts the ticket on hold.
     *
     * @param until when it goes on by itself; required for {@link HoldReason#DATE}
     */
    record HoldTicket(
            HoldReason reason,
            @Nullable Instant until,
            @Personal @Nullable String note) implements TicketCommand {}

    /** Ends waiting. */
    record ResumeTicket(ResumeReason reason) implements TicketCommand {}

    /**
     * Sets impact, urgency and the priority that follows from them, or overrides the priority with a reason.
     *
     * @param overrideReason required when the priority is not the matrix's
     */
    record PrioritizeTicket(
            @Nullable Impact impact,
            @Nullable Urgency urgency,
            Priority priority,
            @Personal @Nullable String overrideReason)
            implements TicketCommand {}

    /**
     * Escalates to the next support level, a named level or a team, or to the supervisor.
     *
     * @param level the level wanted, 0–4; absent means one above the present
     */
    record EscalateTicket(
            EscalationKind kind,
            @Nullable Integer level,
            @Nullable String teamId,
            @Personal String reason,
            EscalationCause cause)
            implements TicketCommand {}

    /** Resolves the ticket and says how. */
    record ResolveTicket(ResolutionCode code, @Personal String text) implements TicketCommand {}

    /** Takes a resolution back. */
    record ReopenTicket(@Personal String reason) implements TicketCommand {}

    /**
     * Closes the ticket for good.
     *
     * @param code with which a ticket that was never resolved ends: {@code SPAM}, {@code DUPLICATE},
     *     {@code CANCELLED} or {@code NO_RESPONSE}; absent for a resolved ticket
     */
    record CloseTicket(
            @Nullable ResolutionCode code,
            @Personal @Nullable String reason) implements TicketCommand {}

    /**
     * Corrects what the ticket says it is about; what is absent stays.
     *
     * @param subject not blank, if given
     */
    record ReviseTicket(
            @Personal @Nullable String subject,
            @Personal @Nullable String description) implements TicketCommand {}

    /** Adds tags; those that the ticket has already change nothing. */
    record TagTicket(List<String> tags) implements TicketCommand {
        public TagTicket {
            tags = tags == null ? List.of() : List.copyOf(tags);
        }
    }

    /** Takes tags away; those that the ticket does not have change nothing. */
    record UntagTicket(List<String> tags) implements TicketCommand {
        public UntagTicket {
            tags = tags == null ? List.of() : List.copyOf(tags);
        }
    }

    /** Lets a colleague follow the ticket. */
    record WatchTicket(String watcherId) implements TicketCommand {}

    /** Ends following. */
    record UnwatchTicket(String watcherId) implements TicketCommand {}

    /** Lets a person take part in the conversation, or corrects what is known of one who does. */
    record AddParticipant(Participant participant) implements TicketCommand {}

    /** Ends taking part. */
    record RemoveParticipant(String personId) implements TicketCommand {}

    /**
     * Says which asset the ticket is about.
     *
     * @param assetId in the installation's own inventory
     * @param name as people call it
     */
    record LinkAsset(String assetId, @Personal @Nullable String name) implements TicketCommand {}

    /** The ticket is not about this asset after all. */
    record UnlinkAsset(String assetId) implements TicketCommand {}

    /**
     * Puts the actor's work on record.
     *
     * @param seconds how long, 1–86400
     */
    record LogWork(int seconds, @Personal String activity) implements TicketCommand {}

    /**
     * The requester says how satisfied they are with the last resolution, once.
     *
     * @param score 1 (not at all) – 5 (fully)
     */
    record RateTicket(int score, @Personal @Nullable String comment) implements TicketCommand {}

    /**
     * Adds a piece of work to the ticket, possibly another team's.
     *
     * @param taskId chosen by the caller; the same id with the same content again changes nothing
     * @param mandatory whether the ticket may be resolved only when it is done
     */
    record AddTask(
            UUID taskId, @Personal String title, @Nullable String teamId, boolean mandatory) implements TicketCommand {}

    /** The task is done. */
    record CompleteTask(UUID taskId, @Personal @Nullable String note) implements TicketCommand {}

    /** The task need not be done. */
    record CancelTask(UUID taskId, @Personal String reason) implements TicketCommand {}

    /**
     * Links the ticket to another, which gets the inverse link. The other ticket has to agree, so the answer comes when it
     * has.
     *
     * @param other the other ticket's id or number
     */
    record LinkTicket(LinkType type, String other) implements TicketCommand {}

    /**
     * Takes a link away, here and from the other ticket.
     *
     * @param other the other ticket's id or number
     */
    record UnlinkTicket(LinkType type, String other) implements TicketCommand {}

    /**
     * Another ticket is being linked to this one.
     *
     * @param type as this ticket sees it
     * @param other the ticket that was asked
     * @param relatives those that the other ticket has on the side away from this one (its children, if this one is to be
     *     its parent): none of them may be this ticket's own relative on its far side, or they would go round in a circle
     * @param askedAt the other ticket's version when it was asked
     */
    record MirrorLink(LinkType type, LinkedTicket other, List<UUID> relatives, long askedAt)
            implements TicketCommand, BetweenTickets {
        public MirrorLink {
            relatives = relatives == null ? List.of() : List.copyOf(relatives);
        }
    }

    /**
     * The other ticket has the link, so this one, which was asked for it, gets it too.
     *
     * @param askedAt this ticket's version when it was asked: a link that was taken away since then stays away
     */
    record ConfirmLink(LinkType type, LinkedTicket other, long askedAt) implements TicketCommand, BetweenTickets {}

    /**
     * The other ticket did not agree to the link; nothing happens here either.
     *
     * @param code name of a {@code RejectionCode}
     * @param detail one sentence for people
     */
    record RefuseLink(String code, String detail) implements TicketCommand, BetweenTickets {}

    /**
     * The other ticket took a link away.
     *
     * @param type as this ticket sees it
     */
    record MirrorUnlink(LinkType type, UUID otherId) implements TicketCommand, BetweenTickets {}

    /**
     * Asks people to approve something; the ticket is on hold until they have.
     *
     * @param approvalId chosen by the caller; the same id with the same content again changes nothing
     * @param question what is to be approved
     * @param approvers 1–50 people, each once
     * @param needed how many of them have to approve; absent with {@code neededPercent}, or when all have to
     * @param neededPercent how many of them have to approve, in percent (1–100) rounded up to people
     * @param expiresAt when it is too late to decide; absent means never
     * @param byRequester whether the installation lets requesters approve what they ask for themselves
     */
    record RequestApproval(
            UUID approvalId,
            @Personal String question,
            List<Approver> approvers,
            @Nullable Integer needed,
            @Nullable Integer neededPercent,
            @Nullable Instant expiresAt,
            boolean byRequester)
            implements TicketCommand {
        public RequestApproval {
            approvers = approvers == null ? List.of() : List.copyOf(approvers);
        }
    }

    /** One of the approvers decides, once. */
    record DecideApproval(
            UUID approvalId,
            ApprovalDecision decision,
            @Personal @Nullable String comment) implements TicketCommand {}

    /** The approval is needed no more. */
    record WithdrawApproval(
            UUID approvalId, @Personal @Nullable String reason) implements TicketCommand {}

    /**
     * Takes away what was said in a comment for good: a secret, or somebody's data.
     *
     * @param reason why, without saying what it was
     */
    record RedactComment(UUID commentId, @Personal @Nullable String reason) implements TicketCommand {}

    /** Erases a person from a ticket, whatever its status. */
    record ErasePersonalData(String personId) implements TicketCommand, BetweenTickets {}

    /**
     * Makes a comment a ticket of its own, for the same requester and with what is known of the matter. The answer is the
     * new ticket's.
     *
     * @param commentId a public comment of this ticket that has not been split off before
     * @param newTicketId the id that the new ticket gets
     * @param subject absent means this ticket's
     */
    record SplitTicket(
            UUID commentId,
            UUID newTicketId,
            @Personal @Nullable String subject) implements TicketCommand {}

    /** The ticket that was to be split off could not be opened. */
    record UndoSplit(UUID newTicketId) implements TicketCommand, BetweenTickets {}

    /** Resolves the ticket with the resolution that its parent offers it. */
    record ResolveAsParent() implements TicketCommand {}

    /** The parent was resolved, and perhaps this ticket with it. */
    record OfferResolution(
            UUID parentId,
            String parentNumber,
            ResolutionCode code,
            @Personal String text) implements TicketCommand, BetweenTickets {}

    /** The parent was reopened: what solved it did not solve it. */
    record WithdrawOffer(UUID parentId) implements TicketCommand, BetweenTickets {}

    /** A child was resolved, closed or reopened, and is in this status now. */
    record NoteChildProgress(UUID childId, Status childStatus) implements TicketCommand, BetweenTickets {}

    /**
     * Lets the ticket go on in another. The other ticket has to agree, so the answer comes when it has.
     *
     * @param into the other ticket's id or number
     */
    record MergeTicket(String into, @Personal @Nullable String reason) implements TicketCommand {}

    /** Takes the ticket back from the one in which it goes on. */
    record UnmergeTicket(@Personal @Nullable String reason) implements TicketCommand {}

    /**
     * Another ticket is to go on in this one.
     *
     * @param agentId who has the other ticket
     */
    record AbsorbTicket(AbsorbedTicket source, @Nullable String agentId) implements TicketCommand, BetweenTickets {}

    /** The other ticket has agreed, and this one, which was asked for it, goes on there. */
    record FinishMerge(UUID intoId, String intoNumber) implements TicketCommand, BetweenTickets {}

    /**
     * The other ticket did not agree; this one stays as it was.
     *
     * @param code name of a {@code RejectionCode}
     * @param detail one sentence for people
     */
    record AbandonMerge(String code, String detail) implements TicketCommand, BetweenTickets {}

    /** A ticket that went on in this one was taken back. */
    record RestoreTicket(UUID sourceId) implements TicketCommand, BetweenTickets {}

    /** A ticket that goes on in this one stands for others, or brings other people, than when it came. */
    record ChangeAbsorbedTicket(AbsorbedTicket source) implements TicketCommand, BetweenTickets {}

    /** Lets the ticket's procedure go no further; agents go on by hand. */
    record StopProcedure(@Personal String reason) implements TicketCommand {}

    /**
     * Asks for the first answer to a command of the same id, and for nothing else: for a repeat of what would not be taken
     * any more, because a form, a team or a kept file has changed since. If there was no first one, it is refused, and the
     * refusal is not remembered.
     */
    record RecallAnswer() implements TicketCommand {}
}
