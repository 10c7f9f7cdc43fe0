package dev.traza.command.ticket;

import dev.traza.command.ticket.Approvals.Approval;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.AbsorbedTicketChanged;
import dev.traza.contract.ticket.TicketEvent.ApprovalDecided;
import dev.traza.contract.ticket.TicketEvent.ApprovalDenied;
import dev.traza.contract.ticket.TicketEvent.ApprovalExpired;
import dev.traza.contract.ticket.TicketEvent.ApprovalGranted;
import dev.traza.contract.ticket.TicketEvent.ApprovalRequested;
import dev.traza.contract.ticket.TicketEvent.ApprovalWithdrawn;
import dev.traza.contract.ticket.TicketEvent.AssetLinked;
import dev.traza.contract.ticket.TicketEvent.AssetUnlinked;
import dev.traza.contract.ticket.TicketEvent.ChildProgressed;
import dev.traza.contract.ticket.TicketEvent.CommentAdded;
import dev.traza.contract.ticket.TicketEvent.CommentRedacted;
import dev.traza.contract.ticket.TicketEvent.MergeAbandoned;
import dev.traza.contract.ticket.TicketEvent.MergeBegun;
import dev.traza.contract.ticket.TicketEvent.ParticipantAdded;
import dev.traza.contract.ticket.TicketEvent.ParticipantRemoved;
import dev.traza.contract.ticket.TicketEvent.PersonalDataErased;
import dev.traza.contract.ticket.TicketEvent.ProcedureCompleted;
import dev.traza.contract.ticket.TicketEvent.ProcedureStarted;
import dev.traza.contract.ticket.TicketEvent.ProcedureStopped;
import dev.traza.contract.ticket.TicketEvent.ResolutionOffered;
import dev.traza.contract.ticket.TicketEvent.ResolutionWithdrawn;
import dev.traza.contract.ticket.TicketEvent.Revision;
import dev.traza.contract.ticket.TicketEvent.SplitUndone;
import dev.traza.contract.ticket.TicketEvent.TaskAdded;
import dev.traza.contract.ticket.TicketEvent.TaskCancelled;
import dev.traza.contract.ticket.TicketEvent.TaskCompleted;
import dev.traza.contract.ticket.TicketEvent.TicketAbsorbed;
import dev.traza.contract.ticket.TicketEvent.TicketAssigned;
import dev.traza.contract.ticket.TicketEvent.TicketClassified;
import dev.traza.contract.ticket.TicketEvent.TicketClosed;
import dev.traza.contract.ticket.TicketEvent.TicketEscalated;
import dev.traza.contract.ticket.TicketEvent.TicketHeld;
import dev.traza.contract.ticket.TicketEvent.TicketLinked;
import dev.traza.contract.ticket.TicketEvent.TicketMerged;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import dev.traza.contract.ticket.TicketEvent.TicketPended;
import dev.traza.contract.ticket.TicketEvent.TicketPrioritized;
import dev.traza.contract.ticket.TicketEvent.TicketRated;
import dev.traza.contract.ticket.TicketEvent.TicketReleased;
import dev.traza.contract.ticket.TicketEvent.TicketReopened;
import dev.traza.contract.ticket.TicketEvent.TicketResolved;
import dev.traza.contract.ticket.TicketEvent.TicketRestored;
import dev.traza.contract.ticket.TicketEvent.TicketResumed;
import dev.traza.contract.ticket.TicketEvent.TicketRevised;
import dev.traza.contract.ticket.TicketEvent.TicketSplit;
import dev.traza.contract.ticket.TicketEvent.TicketTagged;
import dev.traza.contract.ticket.TicketEvent.TicketUnlinked;
import dev.traza.contract.ticket.TicketEvent.TicketUnmerged;
import dev.traza.contract.ticket.TicketEvent.TicketUntagged;
import dev.traza.contract.ticket.TicketEvent.TicketUnwatched;
import dev.traza.contract.ticket.TicketEvent.TicketWatched;
import dev.traza.contract.ticket.TicketEvent.WorkLogged;
import dev.traza.contract.ticket.Urgency;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a ticket's past still matters for its next decision; the rest is for the read side.
 *
 * @param version how many events there have been
 * @param level support level, 0–4
 * @param waiting what a pending ticket or one on hold waits for; absent in every other status
 * @param tasks all that were ever added, by id
 * @param links to other tickets
 * @param attached how much has been attached to it
 * @param family what can become of it, and what its parent offers it
 * @param merge its part in what was merged
 * @param erased what of it was taken away for good
 * @param procedure what was laid down for it in the catalog
 */
@RecordBuilder
public record TicketState(
        long version,
        String number,
        Requester requester,
        Status status,
        Weight weight,
        int level,
        Holder holder,
        @Nullable Wait waiting,
        Resolution resolution,
        Classification classification,
        Content content,
        Map<UUID, Task> tasks,
        TicketLinks links,
        Attached attached,
        Approvals approvals,
        Family family,
        TicketMerge merge,
        Erased erased,
        TicketProcedure procedure)
        implements TicketStateBuilder.With {

    public TicketState {
        tasks = Map.copyOf(tasks);
    }

    /** How much the ticket matters. */
    public record Weight(Impact impact, Urgency urgency, Priority priority) {}

    /** Who has the ticket: nobody, a team's queue, or an agent. */
    public record Holder(@Nullable String teamId, @Nullable String agentId) {
        static final Holder NOBODY = new Holder(null, null);
    }

    /**
     * How the ticket ended the last time it was resolved.
     *
     * @param code absent before the first resolution
     * @param recordedAt when it was put on record; absent before the first resolution
     * @param count how often the ticket has been resolved
     * @param reopenings how often a resolution was taken back
     * @param rated which resolution the requester rated last, counted from 1; 0 when none
     */
    @RecordBuilder
    public record Resolution(
            @Nullable ResolutionCode code, @Nullable Instant recordedAt, int count, int reopenings, int rated)
            implements TicketStateResolutionBuilder.With {
        static final Resolution NONE = new Resolution(null, null, 0, 0, 0);
    }

    /**
     * What the ticket is about, who follows it and who takes part in it.
     *
     * @param watchers ids of people
     * @param participants by their ids
     * @param assets ids in the installation's inventory
     */
    @RecordBuilder
    public record Content(
            String subject,
            String description,
            Set<String> tags,
            Set<String> watchers,
            Map<String, Participant> participants,
            Set<String> assets)
            implements TicketStateContentBuilder.With {
        public Content {
            tags = Set.copyOf(tags);
            watchers = Set.copyOf(watchers);
            participants = Map.copyOf(participants);
            assets = Set.copyOf(assets);
        }
    }

    /**
     * Files, over all that was said.
     *
     * @param bytes their size together
     */
    public record Attached(int count, long bytes) {
        static final Attached NOTHING = new Attached(0, 0);

        Attached with(List<Attachment> more) {
            return new Attached(
                    count + more.size(),
                    bytes + more.stream().mapToLong(Attachment::size).sum());
        }
    }

    /** A piece of work inside the ticket. */
    public record Task(String title, @Nullable String teamId, boolean mandatory, Progress progress) {

        /** How far a task is. */
        public enum Progress {
            OPEN,
            DONE,
            CANCELLED
        }

        Task with(Progress newProgress) {
            return new Task(title, teamId, mandatory, newProgress);
        }
    }

    /**
     * The state after one more event. It is total: whatever stands on the log is taken as it is, since the rules of the
     * day it was decided may not be today's.
     *
     * @param state absent before the first event
     * @throws IllegalStateException if the first event is not an opening, or a later one is: such a history is no
     *     ticket's
     */
    public static TicketState evolve(@Nullable TicketState state, RecordedEvent recorded) {
        if (state == null) {
            if (recorded.event() instanceof TicketOpened opened) {
                return begin(opened);
            }
            throw new IllegalStateException("A ticket begins with its opening");
        }
        TicketState next = state.after(recorded.event());
        return switch (recorded.event()) {
            case TicketOpened _ -> throw new IllegalStateException("A ticket is opened once");
            case WorkLogged _ -> next;
            case TicketResumed _ -> next.withApprovals(state.approvals.over());
            case CommentAdded comment ->
                next.withAttached(state.attached.with(comment.attached()))
                        .withApprovals(
                                comment.authorKind() == AuthorKind.REQUESTER
                                        ? state.approvals.answeredByRequester()
                                        : state.approvals)
                        .withFamily(state.family.withSaid(new Comment(
                                comment.commentId(),
                                comment.body(),
                                comment.visibility(),
                                comment.authorKind() == AuthorKind.REQUESTER ? comment.authorId() : null,
                                state.family.said())));
            case TicketPended pended ->
                next.withWaiting(new Wait.ForRequester(pended.reason())).withApprovals(state.approvals.over());
            case TicketAssigned assigned -> next.withHolder(new Holder(assigned.teamId(), assigned.agentId()));
            case TicketReleased released -> next.withHolder(new Holder(released.teamId(), null));
            case TicketHeld held ->
                next.withWaiting(new Wait.OnHold(held.reason(), held.until(), held.note()))
                        .withApprovals(state.approvals.over());
            case TicketPrioritized prioritized ->
                next.withWeight(new Weight(prioritized.impact(), prioritized.urgency(), prioritized.priority()));
            case TicketEscalated escalated -> next.withLevel(escalated.toLevel());
            case TicketResolved resolved ->
                next.withFamily(state.family.withOffer(null))
                        .withResolution(state.resolution.with(resolution -> resolution
                                .code(resolved.code())
                                .recordedAt(recorded.recordedAt())
                                .count(resolved.resolution())));
            case TicketReopened reopened ->
                next.withResolution(state.resolution.withReopenings(reopened.reopenCount()));
            case TicketClosed closed ->
                next.withFamily(state.family.withOffer(null)).withResolution(state.resolution.withCode(closed.code()));
            case TicketRated rated -> next.withResolution(state.resolution.withRated(rated.resolution()));
            case TicketRevised revised ->
                next.withContent(
                        state.content.with(content -> content.subject(after(revised.subject(), state.content.subject))
                                .description(after(revised.description(), state.content.description))));
            case TicketClassified classified -> next.withClassification(classified.after());
            case TicketTagged tagged ->
                next.withContent(state.content.withTags(with(state.content.tags, tagged.tags())));
            case TicketUntagged untagged ->
                next.withContent(state.content.withTags(without(state.content.tags, untagged.tags())));
            case TicketWatched watched ->
                next.withContent(
                        state.content.withWatchers(with(state.content.watchers, List.of(watched.watcherId()))));
            case TicketUnwatched unwatched ->
                next.withContent(state.content.withWatchers(
                                without(state.content.watchers, List.of(unwatched.watcherId()))))
                        .withMerge(state.merge.withEach(source -> source.withoutWatcher(unwatched.watcherId())));
            case ParticipantAdded added ->
                next.withContent(state.content.withParticipants(
                        with(state.content.participants, added.participant().id(), added.participant())));
            case ParticipantRemoved removed ->
                next.withContent(
                                state.content.withParticipants(without(state.content.participants, removed.personId())))
                        .withMerge(state.merge.withEach(source -> source.withoutParticipant(removed.personId())));
            case AssetLinked linked ->
                next.withContent(state.content.withAssets(with(state.content.assets, List.of(linked.assetId()))));
            case AssetUnlinked unlinked ->
                next.withContent(state.content.withAssets(without(state.content.assets, List.of(unlinked.assetId()))));
            case TaskAdded added ->
                next.with(
                        added.taskId(), new Task(added.title(), added.teamId(), added.mandatory(), Task.Progress.OPEN));
            case TaskCompleted completed -> next.progressed(completed.taskId(), Task.Progress.DONE);
            case TaskCancelled cancelled -> next.progressed(cancelled.taskId(), Task.Progress.CANCELLED);
            case TicketLinked linked -> next.withLinks(state.links.with(linked.type(), linked.other()));
            case TicketUnlinked unlinked ->
                next.withLinks(state.links.without(
                                unlinked.type(), unlinked.otherId(), unlinked.mirrored() ? 0 : next.version))
                        .withFamily(
                                unlinked.type() == LinkType.CHILD_OF
                                        ? state.family.withoutOfferOf(unlinked.otherId())
                                        : state.family);
            case TicketSplit split -> next.withFamily(state.family.split(split.commentId(), split.newTicketId()));
            case SplitUndone undone -> next.withFamily(state.family.unsplit(undone.newTicketId()));
            case CommentRedacted redacted -> next.withErased(state.erased.with(redacted.commentId()));
            case PersonalDataErased erasure -> next.withErased(state.erased.with(erasure.personId(), next.version));
            case ResolutionOffered offered ->
                next.withFamily(
                        state.family.withOffer(new Family.Offer(offered.parentId(), offered.code(), offered.text())));
            case ResolutionWithdrawn withdrawn -> next.withFamily(state.family.withoutOfferOf(withdrawn.parentId()));
            case ChildProgressed progressed ->
                next.withLinks(state.links.progressed(progressed.childId(), progressed.childStatus()));
            case ApprovalRequested requested -> next.withApprovals(state.approvals.asked(requested, state.waiting));
            case ApprovalDecided decided -> next.withApprovals(state.approvals.decided(decided));
            case ApprovalGranted granted -> next.ended(granted.approvalId(), Approval.Progress.GRANTED);
            case ApprovalDenied denied -> next.ended(denied.approvalId(), Approval.Progress.DENIED);
            case ApprovalWithdrawn withdrawn -> next.ended(withdrawn.approvalId(), Approval.Progress.WITHDRAWN);
            case ApprovalExpired expired -> next.ended(expired.approvalId(), Approval.Progress.EXPIRED);
            case ProcedureStarted started -> next.withProcedure(state.procedure.started(started));
            case ProcedureCompleted completed ->
                next.withProcedure(state.procedure.ended(completed.procedureId(), TicketProcedure.Run.Progress.DONE));
            case ProcedureStopped stopped ->
                next.withProcedure(state.procedure.ended(stopped.procedureId(), TicketProcedure.Run.Progress.STOPPED));
            case MergeBegun begun ->
                next.withMerge(state.merge.withInto(new TicketMerge.Into(
                        TicketRef.parse(begun.into()).orElseThrow(),
                        null,
                        state.status,
                        state.waiting,
                        state.resolution.code())));
            case TicketMerged merged ->
                next.withMerge(state.merge.withInto(state.into().agreed(merged.intoId(), merged.intoNumber())))
                        .withResolution(state.resolution.withCode(ResolutionCode.MERGED));
            case MergeAbandoned _ -> next.withMerge(state.merge.withInto(null));
            case TicketUnmerged _ ->
                next.withMerge(state.merge.withInto(null))
                        .withWaiting(state.into().waiting())
                        .withResolution(state.resolution.withCode(state.into().code()));
            case TicketAbsorbed absorbed -> next.withMerge(state.merge.with(absorbed.source()));
            case AbsorbedTicketChanged changed -> next.withMerge(state.merge.with(changed.source()));
            case TicketRestored restored -> next.withMerge(state.merge.without(restored.sourceId()));
        };
    }

    /** The state that a ticket's whole history leads to; null when it has none. */
    public static @Nullable TicketState replay(List<RecordedEvent> history) {
        TicketState state = null;
        for (RecordedEvent recorded : history) {
            state = evolve(state, recorded);
        }
        return state;
    }

    private static TicketState begin(TicketOpened opened) {
        return new TicketState(
                1,
                opened.number(),
                opened.requester(),
                opened.status(),
                new Weight(opened.impact(), opened.urgency(), opened.priority()),
                opened.level(),
                Holder.NOBODY,
                null,
                Resolution.NONE,
                new Classification(opened.category(), opened.catalogItem(), opened.type(), opened.customFields()),
                new Content(
                        opened.subject(),
                        opened.description(),
                        Set.copyOf(opened.tags()),
                        Set.of(),
                        Map.of(),
                        Set.of()),
                Map.of(),
                TicketLinks.NONE,
                Attached.NOTHING.with(opened.attached()),
                Approvals.NONE,
                Family.of(opened),
                TicketMerge.NONE,
                Erased.NOTHING,
                TicketProcedure.NONE);
    }

    /** Id of the person the ticket is for. */
    public String requesterId() {
        return requester.id();
    }

    /** Who takes part besides the requester, by id; also because another ticket goes on in this one. */
    public Map<String, Participant> participants() {
        Map<String, Participant> all = new HashMap<>();
        merge.absorbed().values().stream()
                .flatMap(source -> source.participants().stream())
                .forEach(participant -> all.put(participant.id(), participant));
        all.putAll(content.participants);
        all.remove(requester.id());
        return all;
    }

    /** Who follows it; also because another ticket goes on in this one. */
    public Set<String> watchers() {
        return with(
                content.watchers,
                merge.absorbed().values().stream()
                        .flatMap(source -> source.watchers().stream())
                        .toList());
    }

    /** The requester first, and then who else takes part, in an order that does not change. */
    public List<Participant> everyoneAsking() {
        return Stream.concat(
                        Stream.of(new Participant(
                                requester.id(), requester.name(), requester.email(), requester.language())),
                        participants().values().stream().sorted(Comparator.comparing(Participant::id)))
                .toList();
    }

    /** Whether this person is a participant; the requester is none. */
    boolean takesPart(String personId) {
        return participants().containsKey(personId);
    }

    /** Where the ticket goes on; what is not on a log that we wrote is as if it stood for itself until then. */
    private TicketMerge.Into into() {
        return merge.into() == null
                ? new TicketMerge.Into(TicketRef.of(new UUID(0, 0)), null, status, waiting, resolution.code())
                : merge.into();
    }

    private TicketState after(TicketEvent event) {
        boolean waits = event.status() == Status.PENDING || event.status() == Status.ON_HOLD;
        return with(next -> next.version(version + 1).status(event.status()).waiting(waits ? waiting : null));
    }

    private TicketState with(UUID taskId, Task task) {
        return withTasks(with(tasks, taskId, task));
    }

    /** A task that nobody added is nobody's to finish; such a log is taken as it is. */
    private TicketState progressed(UUID taskId, Task.Progress progress) {
        Task task = tasks.get(taskId);
        return task == null ? this : with(taskId, task.with(progress));
    }

    private TicketState ended(UUID approvalId, Approval.Progress progress) {
        return withApprovals(approvals.ended(approvalId, progress));
    }

    private static String after(@Nullable Revision revision, String before) {
        return revision == null ? before : revision.after();
    }

    private static <K, V> Map<K, V> with(Map<K, V> present, K key, V value) {
        Map<K, V> more = new HashMap<>(present);
        more.put(key, value);
        return more;
    }

    private static <K, V> Map<K, V> without(Map<K, V> present, K gone) {
        Map<K, V> left = new HashMap<>(present);
        left.remove(gone);
        return left;
    }

    private static Set<String> with(Set<String> present, Collection<String> more) {
        return Stream.concat(present.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> without(Set<String> present, Collection<String> gone) {
        return present.stream().filter(one -> !gone.contains(one)).collect(Collectors.toUnmodifiableSet());
    }
}
