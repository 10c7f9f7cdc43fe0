package dev.traza.notification.ticket;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.StepKind;
import dev.traza.contract.ticket.TicketEvent;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a ticket to tell people about it: the fold of its events.
 *
 * @param version of the last event in it, 1 or more
 * @param openedBy id of the event that began the ticket; the first message follows from it
 * @param participants who takes part in the conversation besides the requester, in the order they came; without those
 *     who do because another ticket goes on in this one
 * @param watchers ids of those who follow it, likewise
 * @param absorbed the tickets that go on in this one
 * @param approvals what people were asked to approve, by its id
 * @param childrenDoneSince the version since which all tickets below this one are resolved or closed; absent while one is
 *     not
 * @param planned approvals of the procedure that runs, which are still to be granted
 */
@RecordBuilder
public record TicketContext(
        UUID ticketId,
        long version,
        UUID openedBy,
        String number,
        @Personal String subject,
        Requester requester,
        Priority priority,
        @Nullable String teamId,
        @Nullable String assigneeId,
        List<Participant> participants,
        List<String> watchers,
        List<AbsorbedTicket> absorbed,
        Map<UUID, Approval> approvals,
        @Nullable Long childrenDoneSince,
        Set<UUID> planned)
        implements TicketContextBuilder.With {

    // They are absent in contexts that are older than they are.
    public TicketContext {
        participants = participants == null ? List.of() : List.copyOf(participants);
        approvals = approvals == null ? Map.of() : Map.copyOf(approvals);
        watchers = watchers == null ? List.of() : List.copyOf(watchers);
        absorbed = absorbed == null ? List.of() : List.copyOf(absorbed);
        planned = planned == null ? Set.of() : Set.copyOf(planned);
    }

    /**
     * What people were asked to approve.
     *
     * @param askedBy the person who asked; absent when it was none
     */
    public record Approval(
            @Personal String question, @Nullable String askedBy) {}

    /** Whether this approval is one of the ticket's procedure, which nobody asks for in person, and not granted yet. */
    public boolean isPlanned(UUID approvalId) {
        return planned.contains(approvalId);
    }

    /** Whether this event is in it already. */
    public boolean has(EventEnvelope<TicketEvent> envelope) {
        return envelope.sequence() <= version;
    }

    /**
     * The context once this event has happened too.
     *
     * @param before empty for a ticket that was never heard of
     * @throws MissingHistoryException if the event is not the next of its ticket: to go on would be to tell people about a
     *     ticket that is half known
     */
    public static TicketContext after(Optional<TicketContext> before, EventEnvelope<TicketEvent> envelope) {
        long expected = before.map(TicketContext::version).orElse(0L) + 1;
        if (envelope.sequence() != expected) {
            throw new MissingHistoryException(envelope.ticketId(), expected, envelope.sequence());
        }
        if (envelope.event() instanceof TicketEvent.TicketOpened opened) {
            return new TicketContext(
                    envelope.ticketId(),
                    envelope.sequence(),
                    envelope.eventId(),
                    opened.number(),
                    opened.subject(),
                    opened.requester(),
                    opened.priority(),
                    null,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of(),
                    null,
                    Set.of());
        }
        return before.orElseThrow(() -> new MissingHistoryException(envelope.ticketId(), expected, envelope.sequence()))
                .then(envelope);
    }

    /** Who takes part in the conversation besides the requester, also because another ticket goes on in this one. */
    public List<Participant> takingPart() {
        Map<String, Participant> byId = new LinkedHashMap<>();
        Stream.concat(participants.stream(), absorbed.stream().flatMap(source -> source.participants().stream()))
                .filter(participant -> !participant.id().equals(requester.id()))
                .forEach(participant -> byId.putIfAbsent(participant.id(), participant));
        return List.copyOf(byId.values());
    }

    /** The participant with this id, if there is one. */
    public Optional<Participant> participant(String personId) {
        return takingPart().stream()
                .filter(participant -> participant.id().equals(personId))
                .findFirst();
    }

    private TicketContext then(EventEnvelope<TicketEvent> envelope) {
        TicketContext next = withVersion(envelope.sequence());
        return switch (envelope.event()) {
            case TicketEvent.TicketAssigned assigned ->
                next.withTeamId(assigned.teamId()).withAssigneeId(assigned.agentId());
            case TicketEvent.TicketReleased released ->
                next.withTeamId(released.teamId()).withAssigneeId(null);
            case TicketEvent.TicketPrioritized prioritized -> next.withPriority(prioritized.priority());
            case TicketEvent.TicketRevised revised -> {
                TicketEvent.Revision newSubject = revised.subject();
                yield newSubject == null ? next : next.withSubject(newSubject.after());
            }
            case TicketEvent.ParticipantAdded added ->
                next.withParticipants(Stream.concat(without(added.participant().id()), Stream.of(added.participant()))
                        .toList());
            case TicketEvent.ParticipantRemoved removed ->
                next.withParticipants(without(removed.personId()).toList())
                        .withAbsorbed(absorbed.stream()
                                .map(source -> source.withoutParticipant(removed.personId()))
                                .toList());
            case TicketEvent.TicketWatched watched ->
                next.withWatchers(Stream.concat(watchers.stream(), Stream.of(watched.watcherId()))
                        .distinct()
                        .toList());
            case TicketEvent.TicketUnwatched unwatched ->
                next.withWatchers(watchers.stream()
                                .filter(watcher -> !watcher.equals(unwatched.watcherId()))
                                .toList())
                        .withAbsorbed(absorbed.stream()
                                .map(source -> source.withoutWatcher(unwatched.watcherId()))
                                .toList());
            case TicketEvent.TicketAbsorbed added -> next.absorbing(added.source());
            case TicketEvent.AbsorbedTicketChanged changed -> next.absorbing(changed.source());
            case TicketEvent.TicketRestored restored ->
                next.withAbsorbed(without(restored.sourceId()).toList());
            case TicketEvent.MergeBegun nothing -> next;
            case TicketEvent.TicketMerged nothing -> next;
            case TicketEvent.MergeAbandoned nothing -> next;
            case TicketEvent.TicketUnmerged nothing -> next;
            case TicketEvent.ApprovalRequested requested -> next.withApprovals(with(requested, envelope.actor()));
            case TicketEvent.TicketOpened again -> this;
            case TicketEvent.CommentAdded nothing -> next;
            case TicketEvent.TicketPended nothing -> next;
            case TicketEvent.TicketHeld nothing -> next;
            case TicketEvent.TicketResumed nothing -> next;
            case TicketEvent.TicketEscalated nothing -> next;
            case TicketEvent.TicketResolved nothing -> next;
            case TicketEvent.TicketReopened nothing -> next;
            case TicketEvent.TicketClosed nothing -> next;
            case TicketEvent.TicketClassified nothing -> next;
            case TicketEvent.TicketTagged nothing -> next;
            case TicketEvent.TicketUntagged nothing -> next;
            case TicketEvent.AssetLinked nothing -> next;
            case TicketEvent.AssetUnlinked nothing -> next;
            case TicketEvent.WorkLogged nothing -> next;
            case TicketEvent.TicketRated nothing -> next;
            case TicketEvent.TaskAdded nothing -> next;
            case TicketEvent.TaskCompleted nothing -> next;
            case TicketEvent.TaskCancelled nothing -> next;
            case TicketEvent.TicketLinked linked ->
                linked.type() == LinkType.PARENT_OF && !isDone(linked.other().status())
                        ? next.withChildrenDoneSince(null)
                        : next;
            case TicketEvent.TicketUnlinked nothing -> next;
            case TicketEvent.ApprovalDecided nothing -> next;
            case TicketEvent.ApprovalGranted granted ->
                next.withPlanned(planned.stream()
                        .filter(approvalId -> !approvalId.equals(granted.approvalId()))
                        .collect(Collectors.toSet()));
            case TicketEvent.ApprovalDenied nothing -> next;
            case TicketEvent.ApprovalWithdrawn nothing -> next;
            case TicketEvent.ApprovalExpired nothing -> next;
            case TicketEvent.ProcedureStarted started ->
                next.withPlanned(started.steps().stream()
                        .filter(planned -> planned.step().kind() == StepKind.APPROVAL)
                        .map(PlannedStep::workId)
                        .collect(Collectors.toSet()));
            case TicketEvent.ProcedureCompleted nothing -> next.withPlanned(Set.of());
            case TicketEvent.ProcedureStopped nothing -> next.withPlanned(Set.of());
            case TicketEvent.TicketSplit nothing -> next;
            case TicketEvent.SplitUndone nothing -> next;
            case TicketEvent.CommentRedacted nothing -> next; // of what was said nothing is kept here
            case TicketEvent.PersonalDataErased erased -> MessageCatalogue.erased(next, erased::erases);
            case TicketEvent.ResolutionOffered nothing -> next;
            case TicketEvent.ResolutionWithdrawn nothing -> next;
            case TicketEvent.ChildProgressed progressed ->
                next.withChildrenDoneSince(
                        progressed.done() < progressed.children()
                                ? null
                                : Objects.requireNonNullElse(childrenDoneSince, envelope.sequence()));
        };
    }

    private static boolean isDone(Status status) {
        return status == Status.RESOLVED || status == Status.CLOSED;
    }

    private Stream<Participant> without(String personId) {
        return participants.stream().filter(participant -> !participant.id().equals(personId));
    }

    private Map<UUID, Approval> with(TicketEvent.ApprovalRequested requested, Actor actor) {
        Map<UUID, Approval> all = new HashMap<>(approvals);
        all.put(
                requested.approvalId(),
                new Approval(
                        requested.question(),
                        actor.kind() == Actor.Kind.USER && !isPlanned(requested.approvalId())
                                ? actor.subject()
                                : null));
        return all;
    }

    private TicketContext absorbing(AbsorbedTicket source) {
        return withAbsorbed(
                Stream.concat(without(source.ticketId()), Stream.of(source)).toList());
    }

    private Stream<AbsorbedTicket> without(UUID sourceId) {
        return absorbed.stream().filter(source -> !source.ticketId().equals(sourceId));
    }
}
