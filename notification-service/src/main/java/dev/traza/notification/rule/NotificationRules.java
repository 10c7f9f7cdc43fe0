package dev.traza.notification.rule;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.notification.ticket.TicketContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Event × relation → messages. Nobody is told of their own action, with one exception: who opens a ticket gets the
 * receipt with its number in any case, since without it there is nothing to refer to.
 *
 * @param warnFromPercent SLA warnings below this threshold tell nobody, in percent of the target
 */
public record NotificationRules(int warnFromPercent) {

    /**
     * The messages that an event of a ticket calls for.
     *
     * @param ticket as it is once the event has happened
     */
    public List<Intention> on(EventEnvelope<TicketEvent> happened, TicketContext ticket) {
        Actor actor = happened.actor();
        return switch (happened.event()) {
            case TicketEvent.TicketOpened opened ->
                List.of(new Intention(
                        requesterOf(ticket),
                        new Notice.Received(opened.description(), names(opened.attached())),
                        Set.of(),
                        null));
            case TicketEvent.CommentAdded comment -> onComment(comment, ticket, actor);
            case TicketEvent.TicketAssigned assigned -> {
                String agentId = assigned.agentId();
                // Another team of the same agent is no news to that agent.
                yield agentId == null || agentId.equals(assigned.previousAgentId())
                        ? List.of()
                        : toAgent(
                                agentId,
                                new Notice.Assigned(
                                        assigned.teamId(), assigned.basis().explanation()),
                                actor);
            }
            case TicketEvent.TicketResolved resolved ->
                toAsking(ticket, new Notice.Resolved(resolved.code(), resolved.text()), actor);
            case TicketEvent.TicketReopened reopened ->
                toAgent(ticket.assigneeId(), new Notice.Reopened(reopened.reason()), actor);
            case TicketEvent.TicketMerged merged ->
                toAllConcerned(
                        ticket,
                        new Notice.Merged(merged.intoNumber(), false),
                        new Notice.Merged(merged.intoNumber(), true),
                        actor);
            case TicketEvent.TicketUnmerged unmerged ->
                toAllConcerned(
                        ticket,
                        new Notice.Unmerged(unmerged.fromNumber(), false),
                        new Notice.Unmerged(unmerged.fromNumber(), true),
                        actor);
            case TicketEvent.TicketAbsorbed absorbed -> onAbsorbed(absorbed, ticket, actor);
            case TicketEvent.MergeBegun nobody -> List.of();
            case TicketEvent.MergeAbandoned nobody -> List.of();
            case TicketEvent.AbsorbedTicketChanged nobody -> List.of();
            case TicketEvent.TicketRestored nobody -> List.of();
            case TicketEvent.TicketReleased nobody -> List.of();
            case TicketEvent.TicketPended nobody -> List.of();
            case TicketEvent.TicketHeld nobody -> List.of();
            case TicketEvent.TicketResumed nobody -> List.of();
            case TicketEvent.TicketPrioritized nobody -> List.of();
            case TicketEvent.TicketEscalated nobody -> List.of();
            case TicketEvent.TicketClosed nobody -> List.of();
            case TicketEvent.TicketRevised nobody -> List.of();
            case TicketEvent.TicketClassified nobody -> List.of();
            case TicketEvent.TicketTagged nobody -> List.of();
            case TicketEvent.TicketUntagged nobody -> List.of();
            case TicketEvent.TicketWatched nobody -> List.of();
            case TicketEvent.TicketUnwatched nobody -> List.of();
            case TicketEvent.ParticipantAdded nobody -> List.of();
            case TicketEvent.ParticipantRemoved nobody -> List.of();
            case TicketEvent.AssetLinked nobody -> List.of();
            case TicketEvent.AssetUnlinked nobody -> List.of();
            case TicketEvent.WorkLogged nobody -> List.of();
            case TicketEvent.TicketRated nobody -> List.of();
            case TicketEvent.TaskAdded nobody -> List.of();
            case TicketEvent.TaskCompleted nobody -> List.of();
            case TicketEvent.TaskCancelled nobody -> List.of();
            case TicketEvent.TicketLinked nobody -> List.of();
            case TicketEvent.TicketUnlinked nobody -> List.of();
            case TicketEvent.ApprovalRequested requested -> toApprovers(requested, ticket, actor);
            case TicketEvent.ApprovalGranted granted ->
                onResult(granted.approvalId(), ApprovalResult.GRANTED, ticket, actor);
            case TicketEvent.ApprovalDenied denied ->
                onResult(denied.approvalId(), ApprovalResult.DENIED, ticket, actor);
            case TicketEvent.ApprovalExpired expired ->
                onResult(expired.approvalId(), ApprovalResult.EXPIRED, ticket, actor);
            // The votes of the others are none of an approver's news, and who withdraws knows.
            case TicketEvent.ApprovalDecided nobody -> List.of();
            case TicketEvent.ApprovalWithdrawn nobody -> List.of();
            case TicketEvent.ProcedureStarted nobody -> List.of();
            case TicketEvent.ProcedureCompleted nobody -> List.of();
            case TicketEvent.ProcedureStopped stopped -> onStopped(stopped, ticket, actor);
            case TicketEvent.TicketSplit nobody -> List.of();
            case TicketEvent.SplitUndone nobody -> List.of();
            case TicketEvent.ResolutionOffered offered ->
                toStaff(ticket, new Notice.ResolutionOffered(offered.parentNumber(), offered.text()), actor);
            case TicketEvent.CommentRedacted nobody -> List.of();
            case TicketEvent.PersonalDataErased nobody -> List.of();
            case TicketEvent.ResolutionWithdrawn nobody -> List.of();
            case TicketEvent.ChildProgressed progressed -> {
                // Once, and not when the parent is done itself: then there is nothing left to do.
                Long doneSince = ticket.childrenDoneSince();
                boolean lastOfAll = doneSince != null && doneSince == happened.sequence();
                yield lastOfAll && !isDone(progressed.status())
                        ? toStaff(ticket, new Notice.ChildrenDone(progressed.children()), actor)
                        : List.of();
            }
        };
    }

    private static boolean isDone(Status status) {
        return status == Status.RESOLVED || status == Status.CLOSED;
    }

    /** Whose doing it was that a step of a procedure came about asked nothing of anybody, and is asked like the others. */
    private static List<Intention> toApprovers(
            TicketEvent.ApprovalRequested requested, TicketContext ticket, Actor actor) {
        Notice notice = new Notice.ApprovalAsked(requested.question(), requested.expiresAt());
        boolean planned = ticket.isPlanned(requested.approvalId());
        return requested.approvers().stream()
                .map(approver -> {
                    Recipient recipient = new Recipient.Approver(
                            approver.id(), approver.name(), approver.email(), approver.language());
                    return planned
                            ? new Intention(recipient, notice, Set.of(), null)
                            : intention(recipient, approver.id(), notice, actor);
                })
                .toList();
    }

    /** How an approval ended is told by itself, and so is the end of the ticket. */
    private static List<Intention> onStopped(TicketEvent.ProcedureStopped stopped, TicketContext ticket, Actor actor) {
        return switch (stopped.cause()) {
            case APPROVAL_DENIED, APPROVAL_EXPIRED, TICKET_CLOSED -> List.of();
            case REQUESTED, APPROVAL_WITHDRAWN, NO_APPROVER, TASK_CANCELLED ->
                toAgent(ticket.assigneeId(), new Notice.ProcedureStopped(stopped.reason()), actor);
        };
    }

    /**
     * The requester, who asked for the approval, and who has the ticket; each once. As long as the procedure has something
     * left to be granted, what the requester asks for is not approved.
     */
    private static List<Intention> onResult(UUID approvalId, ApprovalResult result, TicketContext ticket, Actor actor) {
        TicketContext.Approval approval = ticket.approvals().get(approvalId);
        List<Intention> staff = approval == null
                ? List.of()
                : Stream.of(approval.askedBy(), ticket.assigneeId())
                        .filter(Objects::nonNull)
                        .distinct()
                        .filter(personId -> !personId.equals(ticket.requester().id()))
                        .flatMap(personId ->
                                toAgent(personId, new Notice.ApprovalEnded(approval.question(), result), actor)
                                        .stream())
                        .toList();
        List<Intention> requester =
                result == ApprovalResult.GRANTED && !ticket.planned().isEmpty()
                        ? List.of()
                        : toRequester(ticket, new Notice.RequestDecided(result), actor);
        return Stream.concat(requester.stream(), staff.stream()).toList();
    }

    /** The messages that an event of a ticket's service-level clocks calls for. */
    public List<Intention> on(EventEnvelope<SlaEvent> happened) {
        Set<String> doers = doers(happened.actor());
        return switch (happened.event()) {
            case SlaEvent.SlaWarned warned ->
                warned.thresholdPercent() < warnFromPercent
                        ? List.of()
                        : List.of(new Intention(
                                new Recipient.Assignee(),
                                new Notice.SlaNearing(
                                        warned.measure().metric(),
                                        warned.thresholdPercent(),
                                        warned.measure().dueAt()),
                                doers,
                                null));
            case SlaEvent.SlaBreached breached -> {
                Notice notice = new Notice.SlaMissed(
                        breached.measure().metric(), breached.measure().targetSeconds());
                yield List.of(
                        new Intention(new Recipient.Assignee(), notice, doers, null),
                        new Intention(new Recipient.Supervisor(), notice, doers, null));
            }
            case SlaEvent.SlaStarted nobody -> List.of();
            case SlaEvent.SlaPaused nobody -> List.of();
            case SlaEvent.SlaResumed nobody -> List.of();
            case SlaEvent.SlaRetargeted nobody -> List.of();
            case SlaEvent.SlaMet nobody -> List.of();
            case SlaEvent.SlaCancelled nobody -> List.of();
        };
    }

    private static List<Intention> onComment(TicketEvent.CommentAdded comment, TicketContext ticket, Actor actor) {
        if (comment.visibility() == Visibility.INTERNAL) {
            return List.of(); // what agents write to each other never leaves the house
        }
        return switch (comment.authorKind()) {
            case AGENT ->
                toAsking(
                        ticket,
                        new Notice.Replied(comment.authorId(), comment.body(), names(comment.attached())),
                        actor);
            case REQUESTER -> onOwnSide(comment, ticket, actor);
            case SYSTEM -> List.of();
        };
    }

    /** What one on the requester's side says is for whoever has the ticket, and for the others on that side. */
    private static List<Intention> onOwnSide(TicketEvent.CommentAdded comment, TicketContext ticket, Actor actor) {
        Optional<Participant> author = ticket.participant(comment.authorId());
        String participant = author.map(person -> Objects.requireNonNullElse(person.name(), person.id()))
                .orElse(null);
        List<String> files = names(comment.attached());
        Notice said = new Notice.Said(
                author.isPresent() ? participant : ticket.requester().name(), comment.body(), files);
        return Stream.of(
                        toAgent(
                                ticket.assigneeId(),
                                new Notice.RequesterCommented(participant, comment.body(), files),
                                actor),
                        author.isPresent() ? toRequester(ticket, said, actor) : List.<Intention>of(),
                        toParticipants(ticket, comment.authorId(), said, actor))
                .flatMap(List::stream)
                .toList();
    }

    /** The other ticket's people are told as that; here only who works on this one, unless they were told there. */
    private static List<Intention> onAbsorbed(TicketEvent.TicketAbsorbed absorbed, TicketContext ticket, Actor actor) {
        String agentId = ticket.assigneeId();
        boolean told = agentId != null
                && (agentId.equals(absorbed.agentId())
                        || absorbed.source().watchers().contains(agentId));
        return told
                ? List.of()
                : toAgent(agentId, new Notice.Absorbed(absorbed.source().number()), actor);
    }

    /** Each person once, whatever relations they have to the ticket. */
    private static List<Intention> toAllConcerned(
            TicketContext ticket, Notice forAsking, Notice forStaff, Actor actor) {
        return Stream.concat(toAsking(ticket, forAsking, actor).stream(), toStaff(ticket, forStaff, actor).stream())
                .toList();
    }

    /** To who has the ticket and who watches it, each once, without those on the requester's side of the desk. */
    private static List<Intention> toStaff(TicketContext ticket, Notice notice, Actor actor) {
        Set<String> asking = Stream.concat(
                        Stream.of(ticket.requester().id()),
                        ticket.takingPart().stream().map(Participant::id))
                .collect(Collectors.toUnmodifiableSet());
        return Stream.of(
                        Stream.ofNullable(ticket.assigneeId()),
                        ticket.watchers().stream(),
                        ticket.absorbed().stream().flatMap(source -> source.watchers().stream()))
                .flatMap(people -> people)
                .distinct()
                .filter(personId -> !asking.contains(personId))
                .flatMap(personId -> toAgent(personId, notice, actor).stream())
                .toList();
    }

    /** To all on the requester's side of the desk. */
    private static List<Intention> toAsking(TicketContext ticket, Notice notice, Actor actor) {
        return Stream.concat(
                        toRequester(ticket, notice, actor).stream(),
                        toParticipants(ticket, null, notice, actor).stream())
                .toList();
    }

    private static List<Intention> toRequester(TicketContext ticket, Notice notice, Actor actor) {
        return List.of(intention(requesterOf(ticket), ticket.requester().id(), notice, actor));
    }

    private static List<Intention> toParticipants(
            TicketContext ticket, @Nullable String butNotTo, Notice notice, Actor actor) {
        return ticket.takingPart().stream()
                .map(Participant::id)
                .filter(personId -> !personId.equals(butNotTo))
                .map(personId -> intention(new Recipient.Participant(personId), personId, notice, actor))
                .toList();
    }

    private static List<Intention> toAgent(@Nullable String agentId, Notice notice, Actor actor) {
        return agentId == null ? List.of() : List.of(intention(new Recipient.Agent(agentId), agentId, notice, actor));
    }

    private static Intention intention(Recipient recipient, String personId, Notice notice, Actor actor) {
        Set<String> doers = doers(actor);
        return new Intention(recipient, notice, doers, doers.contains(personId) ? Suppression.OWN_ACTION : null);
    }

    private static List<String> names(List<Attachment> attachments) {
        return attachments.stream().map(Attachment::name).toList();
    }

    private static Recipient requesterOf(TicketContext ticket) {
        return new Recipient.Requester(ticket.requester().id());
    }

    private static Set<String> doers(Actor actor) {
        return Stream.of(actor.subject(), actor.onBehalfOf())
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }
}
