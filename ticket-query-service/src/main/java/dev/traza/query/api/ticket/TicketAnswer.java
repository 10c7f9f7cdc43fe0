package dev.traza.query.api.ticket;

import dev.traza.contract.routing.AssignmentStrategy;
import dev.traza.contract.routing.Candidate;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.StepKind;
import dev.traza.contract.ticket.StopCause;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.api.Viewer;
import dev.traza.query.view.Routing.Decision;
import dev.traza.query.view.SlaClock;
import dev.traza.query.view.Ticket;
import dev.traza.query.view.TicketView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as the caller may see it.
 *
 * @param catalogItem the item of the service catalog, and which version of its form the custom fields fit; absent when the
 *     catalog did not know the category
 * @param desk the department, known once routing has decided
 * @param team the team's id
 * @param assignee the agent's id
 * @param priorityReason why the priority is not what impact and urgency say; staff only
 * @param sla clocks, oldest first
 * @param routing the last decision with its explanation; staff only
 * @param commentCount of the comments that the caller may read, also of the tickets that go on in this one
 * @param mergedInto the ticket in which this one goes on
 * @param absorbed the tickets that go on in this one
 * @param attachments files that came with what was said, as far as the caller may read it
 * @param participants who takes part in the conversation besides the requester; addresses for staff only
 * @param watchers who follows it; staff only
 * @param assets what it is about; staff only
 * @param tasks in the order they were added; staff only
 * @param workMinutes worked in all, in whole minutes, rounded down; staff only
 * @param workSeconds worked in all; staff only
 * @param rating the requester's last
 * @param links to other tickets that the caller may see, in the order they were made
 * @param approvals in the order they were asked for; staff all, approvers their own, requesters only how they stand
 * @param procedure what the catalog lays down for the ticket, the one that runs or ran last; staff only
 * @param parent of which this ticket is a part
 * @param children its parts that the caller may see
 * @param offeredResolution of the parent, which may be this ticket's too; staff only
 * @param splitFrom the ticket of which a comment became this one
 * @param splits the tickets that comments of this one became
 * @param erasedAt since when every text written until then is gone for good, with whoever asked for the ticket
 * @param erasedComments those whose words and files are gone for good, one by one; staff only
 * @param hold what it waits for while it is on hold
 * @param escalations how often it was escalated
 * @param createdAt when the contact happened that opened it
 * @param updatedAt when its last event was put on record
 */
public record TicketAnswer(
        UUID ticketId,
        String number,
        TicketType type,
        Channel channel,
        Requester requester,
        String subject,
        String description,
        @Nullable String category,
        @Nullable Item catalogItem,
        Impact impact,
        Urgency urgency,
        Priority priority,
        @Nullable String priorityReason,
        Status status,
        @Nullable String desk,
        @Nullable String team,
        @Nullable String assignee,
        int level,
        List<String> tags,
        Map<String, String> customFields,
        @Nullable UUID followUpOf,
        List<Clock> sla,
        @Nullable Routed routing,
        @Nullable Escalated escalation,
        @Nullable Instant firstRespondedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant closedAt,
        @Nullable ResolutionCode resolutionCode,
        @Nullable String resolutionText,
        int reopenCount,
        int commentCount,
        @Nullable Other mergedInto,
        List<Other> absorbed,
        List<AttachedFile> attachments,
        List<TakingPart> participants,
        @Nullable List<String> watchers,
        @Nullable List<Asset> assets,
        @Nullable List<Task> tasks,
        @Nullable Integer workMinutes,
        @Nullable Long workSeconds,
        @Nullable Rating rating,
        List<Link> links,
        List<Approval> approvals,
        @Nullable Procedure procedure,
        @Nullable Link parent,
        @Nullable Children children,
        @Nullable Offer offeredResolution,
        @Nullable UUID splitFrom,
        List<Split> splits,
        @Nullable Instant erasedAt,
        @Nullable List<UUID> erasedComments,
        @Nullable Hold hold,
        int escalations,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /**
     * A service-level clock.
     *
     * @param target working time allowed, in seconds
     * @param elapsed working time used when the clock last changed, in seconds
     * @param warned thresholds that were reported, in percent
     */
    public record Clock(
            SlaMetric metric,
            int cycle,
            SlaClock.State state,
            String policy,
            int policyVersion,
            String goal,
            String calendar,
            long target,
            long elapsed,
            @Nullable Instant dueAt,
            boolean breached,
            List<Integer> warned,
            Instant readAt) {}

    /**
     * What a ticket on hold waits for.
     *
     * @param until when it goes on by itself
     */
    @Schema(name = "Hold")
    public record Hold(HoldReason reason, @Nullable Instant until) {

        static @Nullable Hold of(Ticket.@Nullable Hold hold) {
            return hold == null ? null : new Hold(hold.reason(), hold.until());
        }
    }

    /** Why the ticket went to this team. */
    public record Routed(
            String ruleId,
            int ruleVersion,
            String desk,
            String team,
            @Nullable String assignee,
            AssignmentStrategy strategy,
            List<Candidate> candidates,
            String explanation,
            Instant decidedAt) {}

    /** Why the ticket was escalated by rule. */
    public record Escalated(
            EscalationKind kind,
            @Nullable Integer level,
            @Nullable String team,
            String explanation,
            Instant decidedAt) {}

    /** Another ticket. */
    @Schema(name = "OtherTicket")
    public record Other(UUID ticketId, String number) {

        static @Nullable Other of(Ticket.@Nullable Into into) {
            return into == null ? null : new Other(into.ticketId(), into.number());
        }
    }

    /**
     * A person who takes part in the conversation.
     *
     * @param language BCP 47 tag
     */
    @Schema(name = "Participant")
    public record TakingPart(
            String id,
            @Nullable String name,
            @Nullable String email,
            @Nullable String language) {

        static TakingPart of(Participant participant, boolean all) {
            return new TakingPart(
                    participant.id(),
                    participant.name(),
                    all ? participant.email() : null,
                    all ? participant.language() : null);
        }
    }

    /**
     * A file, to be had at {@code /api/v1/tickets/{id}/attachments/{attachmentId}}, also if it came with a ticket that goes
     * on in this one.
     *
     * @param sha256 of its bytes
     * @param mediaType what the bytes look like
     * @param size in bytes
     * @param commentId what it came with; absent when it came with the opening
     * @param erasedAt since when it is gone for good, its name too; the file is answered with 410
     */
    @Schema(name = "Attachment")
    public record AttachedFile(
            UUID attachmentId,
            String name,
            String mediaType,
            long size,
            String sha256,
            Visibility visibility,
            @Nullable UUID commentId,
            @Nullable Instant erasedAt) {

        static AttachedFile of(Ticket.Attached attached) {
            Attachment attachment = attached.attachment();
            return new AttachedFile(
                    attachment.attachmentId(),
                    attachment.name(),
                    attachment.mediaType(),
                    attachment.size(),
                    attachment.sha256(),
                    attached.visibility(),
                    attached.commentId(),
                    attached.erasedAt());
        }
    }

    /**
     * An item of the service catalog.
     *
     * @param path where it stands
     * @param version as it was when the ticket was opened or classified
     */
    public record Item(String path, long version) {

        static @Nullable Item of(@Nullable CatalogReference item) {
            return item == null ? null : new Item(item.path(), item.version());
        }
    }

    /** What the ticket is about. */
    public record Asset(String assetId, @Nullable String name) {

        static Asset of(Ticket.Asset asset) {
            return new Asset(asset.assetId(), asset.name());
        }
    }

    /**
     * A piece of work inside the ticket.
     *
     * @param mandatory whether the ticket may be resolved only when it is done
     */
    public record Task(UUID taskId, String title, @Nullable String team, boolean mandatory, Ticket.Task.State state) {

        static Task of(Ticket.Task task) {
            return new Task(task.taskId(), task.title(), task.teamId(), task.mandatory(), task.state());
        }
    }

    /** What this ticket is to another. */
    public record Link(LinkType type, UUID ticketId, String number) {

        static Link of(Ticket.Link link) {
            return new Link(link.type(), link.ticketId(), link.number());
        }

        static @Nullable Link parent(List<Ticket.Link> links) {
            return links.stream()
                    .filter(link -> link.type() == LinkType.CHILD_OF)
                    .map(Link::of)
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * The parts of a ticket.
     *
     * @param done how many of them are resolved or closed
     */
    public record Children(int total, int done, List<Child> items) {

        static @Nullable Children of(List<Ticket.Link> links) {
            List<Child> items = links.stream()
                    .filter(link -> link.type() == LinkType.PARENT_OF)
                    .map(Child::of)
                    .toList();
            return items.isEmpty()
                    ? null
                    : new Children(
                            items.size(),
                            (int) items.stream().filter(Child::done).count(),
                            items);
        }
    }

    /** A part of a ticket, and whether it is resolved or closed. */
    public record Child(UUID ticketId, String number, boolean done) {

        static Child of(Ticket.Link link) {
            return new Child(
                    link.ticketId(), link.number(), link.status() == Status.RESOLVED || link.status() == Status.CLOSED);
        }
    }

    /** A resolution that the parent offers. */
    public record Offer(UUID parentId, String parentNumber, ResolutionCode code, String text) {

        static @Nullable Offer of(Ticket.@Nullable Offer offer) {
            return offer == null ? null : new Offer(offer.parentId(), offer.parentNumber(), offer.code(), offer.text());
        }
    }

    /** A comment that became a ticket. */
    public record Split(UUID commentId, UUID ticketId) {

        static Split of(Ticket.Split split) {
            return new Split(split.commentId(), split.ticketId());
        }
    }

    /**
     * Something that people were asked to approve.
     *
     * @param question what is to be approved; absent for those who were not asked
     * @param approvers ids of those who were asked; absent for those who were not asked
     * @param needed how many of them have to approve
     * @param expiresAt when it is too late to decide
     * @param votes in the order they were given; absent for those who were not asked
     */
    public record Approval(
            UUID approvalId,
            Ticket.Approval.State state,
            @Nullable String question,
            @Nullable List<String> approvers,
            int needed,
            @Nullable Instant expiresAt,
            @Nullable List<Vote> votes) {

        /** What an approver decided. */
        public record Vote(
                String approver,
                ApprovalDecision decision,
                @Nullable String comment,
                Instant decidedAt) {

            static Vote of(Ticket.Approval.Vote vote) {
                return new Vote(vote.approverId(), vote.decision(), vote.comment(), vote.decidedAt());
            }
        }

        static Approval of(Ticket.Approval approval, Viewer viewer) {
            boolean asked = viewer.seesAll() || approval.concerns(viewer.actor().subject());
            return new Approval(
                    approval.approvalId(),
                    approval.state(),
                    asked ? approval.question() : null,
                    asked ? approval.approvers().stream().map(Approver::id).toList() : null,
                    approval.needed(),
                    approval.expiresAt(),
                    asked ? approval.votes().stream().map(Vote::of).toList() : null);
        }
    }

    /**
     * What the catalog lays down for the ticket.
     *
     * @param item whose procedure it is, in the version that it had
     * @param cause why it was stopped; absent unless it was
     * @param stoppedAt id of the step because of which it was stopped
     * @param reason of the agent who stopped it
     */
    public record Procedure(
            UUID procedureId,
            Item item,
            Ticket.Procedure.State state,
            @Nullable StopCause cause,
            @Nullable String stoppedAt,
            @Nullable String reason,
            List<Step> steps) {

        static @Nullable Procedure of(Ticket.Work work) {
            Ticket.Procedure procedure = work.procedure();
            return procedure == null
                    ? null
                    : new Procedure(
                            procedure.procedureId(),
                            new Item(procedure.itemPath(), procedure.itemVersion()),
                            procedure.state(),
                            procedure.cause(),
                            procedure.stepId(),
                            procedure.reason(),
                            procedure.steps().stream()
                                    .map(planned -> Step.of(planned, work))
                                    .toList());
        }
    }

    /**
     * A step of a procedure.
     *
     * @param title of a task, what is to be done; of an approval, what is to be approved
     * @param mandatory whether the ticket may be resolved only when it is done
     * @param after ids of the steps that have to be done before it begins
     * @param workId of the task or approval that it is once it has begun
     */
    @Schema(name = "StepOfProcedure")
    public record Step(
            String id,
            StepKind kind,
            State state,
            String title,
            @Nullable String team,
            boolean mandatory,
            List<String> after,
            UUID workId) {

        /** How a step stands; the ends are those of tasks and approvals. */
        @Schema(name = "StateOfStep")
        public enum State {
            WAITING,
            OPEN,
            DONE,
            CANCELLED,
            GRANTED,
            DENIED,
            WITHDRAWN,
            EXPIRED
        }

        static Step of(PlannedStep planned, Ticket.Work work) {
            ProcedureStep step = planned.step();
            return new Step(
                    step.id(),
                    step.kind(),
                    switch (step.kind()) {
                        case TASK ->
                            work.tasks().stream()
                                    .filter(task -> task.taskId().equals(planned.workId()))
                                    .findFirst()
                                    .map(task -> of(task.state()))
                                    .orElse(State.WAITING);
                        case APPROVAL ->
                            work.approvals().stream()
                                    .filter(approval -> approval.approvalId().equals(planned.workId()))
                                    .findFirst()
                                    .map(approval -> of(approval.state()))
                                    .orElse(State.WAITING);
                    },
                    Objects.requireNonNullElse(step.kind() == StepKind.TASK ? step.title() : step.question(), ""),
                    step.teamId(),
                    step.mandatory(),
                    step.after(),
                    planned.workId());
        }

        private static State of(Ticket.Task.State state) {
            return switch (state) {
                case OPEN -> State.OPEN;
                case DONE -> State.DONE;
                case CANCELLED -> State.CANCELLED;
            };
        }

        private static State of(Ticket.Approval.State state) {
            return switch (state) {
                case OPEN -> State.OPEN;
                case GRANTED -> State.GRANTED;
                case DENIED -> State.DENIED;
                case WITHDRAWN -> State.WITHDRAWN;
                case EXPIRED -> State.EXPIRED;
            };
        }
    }

    /**
     * How satisfied the requester is.
     *
     * @param score 1–5
     * @param resolution which resolution is meant, counted from 1
     */
    public record Rating(int score, @Nullable String comment, int resolution) {

        static @Nullable Rating of(Ticket.@Nullable Rating rating) {
            return rating == null ? null : new Rating(rating.score(), rating.comment(), rating.resolution());
        }
    }

    /** The ticket with all that goes on in it, as the viewer may see it. */
    public static TicketAnswer of(Merged merged, Viewer viewer) {
        TicketView view = merged.view();
        Ticket ticket = merged.ticket();
        Ticket.Matter matter = ticket.matter();
        boolean all = viewer.seesAll();
        Ticket.Conversation conversation = ticket.conversation();
        Ticket.Work work = ticket.work();
        // What was split off is for the same requester, whatever participants may read here.
        boolean mine = viewer.maySeeTicketsOf(matter.requester().id());
        List<Ticket.Link> links = ticket.links().stream()
                .filter(link -> viewer.maySeeTicketsOf(link.requesterId()))
                .toList();
        return new TicketAnswer(
                view.ticketId(),
                matter.number(),
                matter.type(),
                matter.channel(),
                matter.requester(),
                matter.subject(),
                matter.description(),
                matter.category(),
                Item.of(matter.catalogItem()),
                ticket.importance().impact(),
                ticket.importance().urgency(),
                ticket.importance().priority(),
                all ? ticket.importance().overrideReason() : null,
                ticket.status(),
                view.desk(),
                ticket.teamId(),
                ticket.assigneeId(),
                ticket.level(),
                matter.tags(),
                matter.customFields(),
                matter.followUpOf(),
                view.sla().stream().map(TicketAnswer::clock).toList(),
                all ? routed(view.routing().routed()) : null,
                all ? escalated(view.routing().escalated()) : null,
                conversation.firstRespondedAt(),
                ticket.outcome().resolvedAt(),
                ticket.outcome().closedAt(),
                ticket.outcome().code(),
                ticket.outcome().text(),
                ticket.outcome().reopenCount(),
                merged.comments(all),
                Other.of(ticket.merging().into()),
                ticket.merging().absorbed().stream()
                        .map(source -> new Other(source.ticketId(), source.number()))
                        .toList(),
                merged.attachments()
                        .filter(viewer::maySee)
                        .map(AttachedFile::of)
                        .toList(),
                ticket.participants().stream()
                        .map(participant -> TakingPart.of(participant, all))
                        .toList(),
                all ? ticket.watchers() : null,
                all ? work.assets().stream().map(Asset::of).toList() : null,
                all ? work.tasks().stream().map(Task::of).toList() : null,
                all ? Math.toIntExact(TimeUnit.SECONDS.toMinutes(work.seconds())) : null,
                all ? work.seconds() : null,
                Rating.of(work.rating()),
                links.stream().map(Link::of).toList(),
                work.approvals().stream()
                        .map(approval -> Approval.of(approval, viewer))
                        .toList(),
                all ? Procedure.of(work) : null,
                Link.parent(links),
                Children.of(links),
                all ? Offer.of(ticket.origins().offer()) : null,
                mine ? ticket.origins().splitFrom() : null,
                mine ? ticket.origins().splits().stream().map(Split::of).toList() : List.of(),
                ticket.erased().at(),
                all ? ticket.erased().comments() : null,
                Hold.of(ticket.hold()),
                ticket.escalations(),
                ticket.createdAt(),
                ticket.updatedAt(),
                view.version());
    }

    private static Clock clock(SlaClock clock) {
        return new Clock(
                clock.metric(),
                clock.cycle(),
                clock.state(),
                clock.policyId(),
                clock.policyVersion(),
                clock.goal(),
                clock.calendar(),
                clock.targetSeconds(),
                clock.elapsedSeconds(),
                clock.dueAt(),
                clock.breached(),
                clock.warnedPercent(),
                clock.readAt());
    }

    private static @Nullable Routed routed(@Nullable Decision<RoutingEvent.TicketRouted> decided) {
        if (decided == null) {
            return null;
        }
        RoutingEvent.TicketRouted routed = decided.decision();
        return new Routed(
                routed.ruleId(),
                routed.ruleVersion(),
                routed.deskId(),
                routed.teamId(),
                routed.agentId(),
                routed.strategy(),
                routed.candidates(),
                routed.explanation(),
                decided.decidedAt());
    }

    private static @Nullable Escalated escalated(@Nullable Decision<RoutingEvent.EscalationDecided> decided) {
        if (decided == null) {
            return null;
        }
        RoutingEvent.EscalationDecided escalated = decided.decision();
        return new Escalated(
                escalated.kind(), escalated.level(), escalated.teamId(), escalated.explanation(), decided.decidedAt());
    }
}
