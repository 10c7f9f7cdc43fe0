package dev.traza.command.ticket;

import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent.AssetLinked;
import dev.traza.contract.ticket.TicketEvent.AssetUnlinked;
import dev.traza.contract.ticket.TicketEvent.CommentAdded;
import dev.traza.contract.ticket.TicketEvent.Revision;
import dev.traza.contract.ticket.TicketEvent.TaskAdded;
import dev.traza.contract.ticket.TicketEvent.TaskCancelled;
import dev.traza.contract.ticket.TicketEvent.TaskCompleted;
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
import dev.traza.contract.ticket.TicketEvent.TicketRevised;
import dev.traza.contract.ticket.TicketEvent.TicketTagged;
import dev.traza.contract.ticket.TicketEvent.TicketUntagged;
import dev.traza.contract.ticket.TicketEvent.TicketUnwatched;
import dev.traza.contract.ticket.TicketEvent.TicketWatched;
import dev.traza.contract.ticket.TicketEvent.WorkLogged;
import dev.traza.contract.ticket.Urgency;
import java.time.Instant;
import java.util.Collection;
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
 * @param heldUntil when a ticket on hold goes on by itself; absent without a date and in every other status
 * @param tasks all that were ever added, by id
 */
public record TicketState(
        long version,
        String number,
        String requesterId,
        Status status,
        Weight weight,
        int level,
        Holder holder,
        @Nullable Instant heldUntil,
        Resolution resolution,
        Content content,
        Map<UUID, Task> tasks) {

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
    public record Resolution(
            @Nullable ResolutionCode code, @Nullable Instant recordedAt, int count, int reopenings, int rated) {
        static final Resolution NONE = new Resolution(null, null, 0, 0, 0);

        Resolution ended(ResolutionCode newCode) {
            return new Resolution(newCode, recordedAt, count, reopenings, rated);
        }
    }

    /**
     * What the ticket is about and who follows it.
     *
     * @param watchers ids of people
     * @param assets ids in the installation's inventory
     */
    public record Content(
            String subject, String description, Set<String> tags, Set<String> watchers, Set<String> assets) {
        public Content {
            tags = Set.copyOf(tags);
            watchers = Set.copyOf(watchers);
            assets = Set.copyOf(assets);
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
        return switch (recorded.event()) {
            case TicketOpened _ -> throw new IllegalStateException("A ticket is opened once");
            case CommentAdded comment -> state.next(comment.status());
            case TicketAssigned assigned ->
                state.next(assigned.status()).with(new Holder(assigned.teamId(), assigned.agentId()));
            case TicketReleased released -> state.next(released.status()).with(new Holder(released.teamId(), null));
            case TicketPended pended -> state.next(pended.status());
            case TicketHeld held -> state.next(held.status()).until(held.until());
            case TicketResumed resumed -> state.next(resumed.status());
            case TicketPrioritized prioritized ->
                state.next(prioritized.status())
                        .with(new Weight(prioritized.impact(), prioritized.urgency(), prioritized.priority()));
            case TicketEscalated escalated -> state.next(escalated.status()).at(escalated.toLevel());
            case TicketResolved resolved ->
                state.next(resolved.status())
                        .with(new Resolution(
                                resolved.code(),
                                recorded.recordedAt(),
                                resolved.resolution(),
                                state.resolution.reopenings,
                                state.resolution.rated));
            case TicketReopened reopened ->
                state.next(reopened.status())
                        .with(new Resolution(
                                state.resolution.code,
                                state.resolution.recordedAt,
                                state.resolution.count,
                                reopened.reopenCount(),
                                state.resolution.rated));
            case TicketClosed closed -> state.next(closed.status()).with(state.resolution.ended(closed.code()));
            case TicketRated rated ->
                state.next(rated.status())
                        .with(new Resolution(
                                state.resolution.code,
                                state.resolution.recordedAt,
                                state.resolution.count,
                                state.resolution.reopenings,
                                rated.resolution()));
            case TicketRevised revised ->
                state.next(revised.status())
                        .with(new Content(
                                after(revised.subject(), state.content.subject),
                                after(revised.description(), state.content.description),
                                state.content.tags,
                                state.content.watchers,
                                state.content.assets));
            case TicketTagged tagged -> state.next(tagged.status()).tagged(with(state.content.tags, tagged.tags()));
            case TicketUntagged untagged ->
                state.next(untagged.status()).tagged(without(state.content.tags, untagged.tags()));
            case TicketWatched watched ->
                state.next(watched.status()).watched(with(state.content.watchers, List.of(watched.watcherId())));
            case TicketUnwatched unwatched ->
                state.next(unwatched.status()).watched(without(state.content.watchers, List.of(unwatched.watcherId())));
            case AssetLinked linked ->
                state.next(linked.status()).about(with(state.content.assets, List.of(linked.assetId())));
            case AssetUnlinked unlinked ->
                state.next(unlinked.status()).about(without(state.content.assets, List.of(unlinked.assetId())));
            case WorkLogged worked -> state.next(worked.status());
            case TaskAdded added ->
                state.next(added.status())
                        .with(
                                added.taskId(),
                                new Task(added.title(), added.teamId(), added.mandatory(), Task.Progress.OPEN));
            case TaskCompleted completed ->
                state.next(completed.status()).progressed(completed.taskId(), Task.Progress.DONE);
            case TaskCancelled cancelled ->
                state.next(cancelled.status()).progressed(cancelled.taskId(), Task.Progress.CANCELLED);
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
                opened.requester().id(),
                opened.status(),
                new Weight(opened.impact(), opened.urgency(), opened.priority()),
                opened.level(),
                Holder.NOBODY,
                null,
                Resolution.NONE,
                new Content(opened.subject(), opened.description(), Set.copyOf(opened.tags()), Set.of(), Set.of()),
                Map.of());
    }

    private TicketState next(Status after) {
        Instant stillHeldUntil = after == Status.ON_HOLD ? heldUntil : null;
        return new TicketState(
                version + 1,
                number,
                requesterId,
                after,
                weight,
                level,
                holder,
                stillHeldUntil,
                resolution,
                content,
                tasks);
    }

    private TicketState with(Holder newHolder) {
        return new TicketState(
                version, number, requesterId, status, weight, level, newHolder, heldUntil, resolution, content, tasks);
    }

    private TicketState with(Weight newWeight) {
        return new TicketState(
                version, number, requesterId, status, newWeight, level, holder, heldUntil, resolution, content, tasks);
    }

    private TicketState with(Resolution newResolution) {
        return new TicketState(
                version, number, requesterId, status, weight, level, holder, heldUntil, newResolution, content, tasks);
    }

    private TicketState with(Content newContent) {
        return new TicketState(
                version, number, requesterId, status, weight, level, holder, heldUntil, resolution, newContent, tasks);
    }

    private TicketState with(UUID taskId, Task task) {
        Map<UUID, Task> newTasks = new HashMap<>(tasks);
        newTasks.put(taskId, task);
        return new TicketState(
                version, number, requesterId, status, weight, level, holder, heldUntil, resolution, content, newTasks);
    }

    /** A task that nobody added is nobody's to finish; such a log is taken as it is. */
    private TicketState progressed(UUID taskId, Task.Progress progress) {
        Task task = tasks.get(taskId);
        return task == null ? this : with(taskId, task.with(progress));
    }

    private TicketState tagged(Set<String> tags) {
        return with(new Content(content.subject, content.description, tags, content.watchers, content.assets));
    }

    private TicketState watched(Set<String> watchers) {
        return with(new Content(content.subject, content.description, content.tags, watchers, content.assets));
    }

    private TicketState about(Set<String> assets) {
        return with(new Content(content.subject, content.description, content.tags, content.watchers, assets));
    }

    private TicketState at(int newLevel) {
        return new TicketState(
                version, number, requesterId, status, weight, newLevel, holder, heldUntil, resolution, content, tasks);
    }

    private TicketState until(@Nullable Instant instant) {
        return new TicketState(
                version, number, requesterId, status, weight, level, holder, instant, resolution, content, tasks);
    }

    private static String after(@Nullable Revision revision, String before) {
        return revision == null ? before : revision.after();
    }

    private static Set<String> with(Set<String> present, Collection<String> more) {
        return Stream.concat(present.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> without(Set<String> present, Collection<String> gone) {
        return present.stream().filter(one -> !gone.contains(one)).collect(Collectors.toUnmodifiableSet());
    }
}
