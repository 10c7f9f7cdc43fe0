package dev.traza.query.view;

import dev.traza.contract.personal.Personal;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.personal.Scoped;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.StopCause;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket's own log says about it.
 *
 * <p>What comes from a {@link Personal} component of an event is marked so here too, in the same scope: an erasure takes
 * from a view what it took from the events that the view was made of.
 *
 * @param matter what was asked, by whom
 * @param teamId the team that has it, absent while nobody was asked
 * @param assigneeId the agent who has it, absent while it waits in a queue
 * @param level support level, 0–4
 * @param work what is done around it
 * @param links to other tickets, in the order they were made
 * @param origins where it came from, and what came from it
 * @param merging where it goes on, and what goes on in it
 * @param erased what of it was taken away for good
 * @param createdAt when the contact happened that opened it
 * @param updatedAt when its last event was put on record
 * @param hold what it waits for while it is on hold; absent while it is not
 * @param escalations how often it was escalated
 */
@RecordBuilder
public record Ticket(
        Matter matter,
        Status status,
        Importance importance,
        @Nullable String teamId,
        @Nullable String assigneeId,
        int level,
        Conversation conversation,
        Outcome outcome,
        Work work,
        List<Link> links,
        Origins origins,
        Merging merging,
        Instant createdAt,
        Instant updatedAt,
        Erased erased,
        @Nullable Hold hold,
        int escalations)
        implements TicketBuilder.With {

    public Ticket {
        // Absent in views that are older than this.
        work = work == null ? Work.NONE : work;
        links = links == null ? List.of() : List.copyOf(links);
        origins = origins == null ? Origins.NONE : origins;
        merging = merging == null ? Merging.NONE : merging;
        erased = erased == null ? Erased.NOTHING : erased;
    }

    /** Whether this person may read what is said on the requester's side without being staff. */
    public boolean concerns(String personId) {
        return concerned().anyMatch(personId::equals);
    }

    /** Who asked, who takes part, and those who are asked to approve something or have been and have answered. */
    public Stream<String> concerned() {
        return Stream.of(
                        Stream.of(matter.requester().id()),
                        participants().stream().map(Participant::id),
                        work.approvals().stream().flatMap(Approval::concerned))
                .flatMap(Function.identity())
                .distinct();
    }

    /** Who takes part besides the requester: its own participants, then those of the tickets that go on in it. */
    public List<Participant> participants() {
        Map<String, Participant> byId = new LinkedHashMap<>();
        Stream.concat(
                        work.participants().stream(),
                        merging.absorbed().stream().flatMap(source -> source.participants().stream()))
                .filter(participant ->
                        !participant.id().equals(matter.requester().id()))
                .forEach(participant -> byId.putIfAbsent(participant.id(), participant));
        return List.copyOf(byId.values());
    }

    /** Who follows it, also through the tickets that go on in it. */
    public List<String> watchers() {
        return Stream.concat(
                        work.watchers().stream(),
                        merging.absorbed().stream().flatMap(source -> source.watchers().stream()))
                .distinct()
                .toList();
    }

    /** What is asked. */
    @RecordBuilder
    public record Matter(
            String number,
            TicketType type,
            Channel channel,
            Requester requester,
            @Personal String subject,
            @Personal String description,
            @Nullable String category,
            List<String> tags,
            @Personal Map<String, String> customFields,
            @Nullable UUID followUpOf,
            @Nullable CatalogReference catalogItem)
            implements TicketMatterBuilder.With {
        public Matter {
            tags = tags == null ? List.of() : List.copyOf(tags);
            customFields = customFields == null ? Map.of() : Map.copyOf(customFields);
        }
    }

    /**
     * A ticket on hold waits for something.
     *
     * @param until when it goes on by itself; absent when nobody has said
     */
    public record Hold(HoldReason reason, @Nullable Instant until) {}

    /** How much it matters, and why when it is not what impact and urgency say. */
    public record Importance(
            Impact impact,
            Urgency urgency,
            Priority priority,
            @Personal @Nullable String overrideReason) {}

    /**
     * What was said about it.
     *
     * @param firstRespondedAt when an agent first answered in public
     * @param attachments all files that came with it, in the order they came
     */
    @RecordBuilder
    public record Conversation(
            int publicComments,
            int internalComments,
            @Nullable Instant firstRespondedAt,
            List<Attached> attachments) implements TicketConversationBuilder.With {

        /** Nothing said yet. */
        public static final Conversation NONE = new Conversation(0, 0, null, List.of());

        public Conversation {
            attachments = attachments == null ? List.of() : List.copyOf(attachments);
        }
    }

    /**
     * A file that came with what was said.
     *
     * @param visibility of what was said, which is its own
     * @param commentId absent when it came with the opening
     * @param erasedAt since when it is gone for good
     */
    public record Attached(
            Attachment attachment,
            Visibility visibility,
            @Nullable UUID commentId,
            @Nullable Instant erasedAt) implements Scoped {

        @Override
        public Scope scope() {
            return commentId == null ? new Scope.OfTicket() : new Scope.OfComment(commentId);
        }

        Attached erased(Instant at) {
            return erasedAt == null ? new Attached(attachment, visibility, commentId, at) : this;
        }
    }

    /**
     * How it ended, if it has; a reopened ticket has not.
     *
     * @param code with which it was resolved, or closed without ever being resolved
     * @param text a text of the ticket; as an erased one cannot be absent from its event, it is not absent here either
     */
    @RecordBuilder
    public record Outcome(
            @Nullable ResolutionCode code,
            @Nullable String text,
            @Nullable Instant resolvedAt,
            @Nullable Instant closedAt,
            int reopenCount)
            implements TicketOutcomeBuilder.With {

        /** Still to be solved. */
        public static final Outcome OPEN = new Outcome(null, null, null, null, 0);
    }

    /**
     * What is done around the ticket.
     *
     * @param watchers ids of those who follow it
     * @param participants in the order they came
     * @param tasks in the order they were added
     * @param seconds worked in all
     * @param rating the requester's last
     * @param approvals in the order they were asked for
     * @param procedure the one that runs, or ran last; absent when there was none
     */
    @RecordBuilder
    public record Work(
            List<String> watchers,
            List<Participant> participants,
            List<Asset> assets,
            List<Task> tasks,
            long seconds,
            @Nullable Rating rating,
            List<Approval> approvals,
            @Nullable Procedure procedure)
            implements TicketWorkBuilder.With {

        /** Nothing yet. */
        public static final Work NONE = new Work(List.of(), List.of(), List.of(), List.of(), 0, null, List.of(), null);

        public Work {
            watchers = watchers == null ? List.of() : List.copyOf(watchers);
            participants = participants == null ? List.of() : List.copyOf(participants);
            assets = assets == null ? List.of() : List.copyOf(assets);
            tasks = tasks == null ? List.of() : List.copyOf(tasks);
            approvals = approvals == null ? List.of() : List.copyOf(approvals);
        }
    }

    /**
     * How it stands with other tickets.
     *
     * @param into where it goes on; absent when it stands for itself
     * @param absorbed what goes on in it, in the order it came
     */
    @RecordBuilder
    public record Merging(@Nullable Into into, List<AbsorbedTicket> absorbed) implements TicketMergingBuilder.With {

        /** It stands for itself alone. */
        public static final Merging NONE = new Merging(null, List.of());

        public Merging {
            absorbed = absorbed == null ? List.of() : List.copyOf(absorbed);
        }
    }

    /**
     * The ticket in which another goes on.
     *
     * @param before how the other had ended or not until then
     */
    public record Into(UUID ticketId, String number, Outcome before) {}

    /** What a ticket is about. */
    public record Asset(String assetId, @Personal @Nullable String name) {}

    /**
     * What this ticket is to another.
     *
     * @param requesterId for whom the other ticket is
     * @param status of a child, as far as it is resolved or closed; of others as it was when the link was made
     */
    public record Link(
            LinkType type,
            UUID ticketId,
            String number,
            String requesterId,
            @Nullable Status status) {

        Link in(Status newStatus) {
            return new Link(type, ticketId, number, requesterId, newStatus);
        }

        boolean is(LinkType otherType, UUID otherId) {
            return type == otherType && ticketId.equals(otherId);
        }
    }

    /**
     * Where a ticket came from, and what came from it.
     *
     * @param splitFrom the ticket of which a comment became this one
     * @param splits the tickets that comments of this one became
     * @param offer the resolution that its parent offers
     */
    @RecordBuilder
    public record Origins(
            @Nullable UUID splitFrom,
            List<Split> splits,
            @Nullable Offer offer) implements TicketOriginsBuilder.With {

        /** Nothing of the kind. */
        public static final Origins NONE = new Origins(null, List.of(), null);

        public Origins {
            splits = splits == null ? List.of() : List.copyOf(splits);
        }
    }

    /** A comment that became a ticket. */
    public record Split(UUID commentId, UUID ticketId) {}

    /** The resolution of the parent, which may be this ticket's too. */
    public record Offer(
            UUID parentId,
            String parentNumber,
            ResolutionCode code,
            @Personal String text) {}

    /** A piece of work inside the ticket. */
    public record Task(
            UUID taskId, @Personal String title, @Nullable String teamId, boolean mandatory, State state) {

        /** How far it is. */
        public enum State {
            OPEN,
            DONE,
            CANCELLED
        }

        Task in(State newState) {
            return new Task(taskId, title, teamId, mandatory, newState);
        }
    }

    /**
     * Something that people were asked to approve.
     *
     * @param needed how many of the approvers have to approve
     * @param expiresAt when it is too late to decide; absent means never
     * @param votes in the order they were given
     */
    @RecordBuilder
    public record Approval(
            UUID approvalId,
            @Personal String question,
            List<Approver> approvers,
            int needed,
            @Nullable Instant expiresAt,
            List<Vote> votes,
            State state)
            implements TicketApprovalBuilder.With {

        public Approval {
            approvers = List.copyOf(approvers);
            votes = List.copyOf(votes);
        }

        /** How it stands. */
        public enum State {
            OPEN,
            GRANTED,
            DENIED,
            WITHDRAWN,
            EXPIRED
        }

        /** What an approver decided. */
        public record Vote(
                String approverId,
                ApprovalDecision decision,
                @Personal @Nullable String comment,
                Instant decidedAt) {}

        /** Whether it is this person's business: they are asked, or have answered. */
        public boolean concerns(String personId) {
            return concerned().anyMatch(personId::equals);
        }

        private Stream<String> concerned() {
            return Stream.concat(awaited(), votes.stream().map(Vote::approverId));
        }

        private Stream<String> awaited() {
            return state == State.OPEN
                    ? approvers.stream().map(Approver::id).filter(approver -> votes.stream()
                            .noneMatch(vote -> vote.approverId().equals(approver)))
                    : Stream.of();
        }
    }

    /**
     * What the catalog lays down for the ticket.
     *
     * @param steps that began are among the ticket's tasks and approvals, under their work ids
     * @param cause why it was stopped; absent unless it was
     * @param stepId the step because of which it was stopped
     * @param reason of the agent who stopped it
     */
    @RecordBuilder
    public record Procedure(
            UUID procedureId,
            String itemPath,
            long itemVersion,
            List<PlannedStep> steps,
            State state,
            @Nullable StopCause cause,
            @Nullable String stepId,
            @Nullable String reason)
            implements TicketProcedureBuilder.With {

        public Procedure {
            steps = List.copyOf(steps);
        }

        /** How it stands. */
        public enum State {
            RUNNING,
            DONE,
            STOPPED
        }
    }

    /** Those whose approval is waited for; nobody's once the ticket has ended. */
    public Stream<String> awaitedApprovers() {
        return status == Status.CLOSED
                ? Stream.of()
                : work.approvals().stream().flatMap(Approval::awaited).distinct();
    }

    /**
     * How satisfied the requester is.
     *
     * @param score 1–5
     * @param resolution which resolution is meant, counted from 1
     */
    public record Rating(int score, @Personal @Nullable String comment, int resolution) {}

    /**
     * What was taken away for good.
     *
     * @param comments those whose words and files are gone, one by one, in the order they went
     * @param upTo the version at which every text until then went, since its requester was erased; 0 means never
     * @param at when that was
     */
    public record Erased(
            List<UUID> comments, long upTo, @Nullable Instant at) {

        /** All is there. */
        public static final Erased NOTHING = new Erased(List.of(), 0, null);

        public Erased {
            comments = comments == null ? List.of() : List.copyOf(comments);
        }

        /** Whether the texts of this event of the ticket are gone, if it had any. */
        public boolean concerns(long version, TicketEvent event) {
            return version < upTo
                    || (event instanceof TicketEvent.CommentAdded comment && comments.contains(comment.commentId()));
        }
    }
}
