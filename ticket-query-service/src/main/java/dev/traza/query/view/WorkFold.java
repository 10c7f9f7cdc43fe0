package dev.traza.query.view;

import dev.traza.contract.ticket.TicketEvent;
import dev.traza.query.view.Ticket.Asset;
import dev.traza.query.view.Ticket.Rating;
import dev.traza.query.view.Ticket.Task;
import dev.traza.query.view.Ticket.Work;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The part of {@link TicketFold} that is about what is done around a ticket. */
final class WorkFold {

    private WorkFold() {}

    /** The work after one more event; events about something else leave it as it is. */
    static Work evolve(Work work, TicketEvent event) {
        return switch (event) {
            case TicketEvent.TicketWatched watched ->
                watching(work, TicketFold.with(work.watchers(), List.of(watched.watcherId())));
            case TicketEvent.TicketUnwatched unwatched ->
                watching(work, TicketFold.without(work.watchers(), unwatched.watcherId()::equals));
            case TicketEvent.AssetLinked linked ->
                about(work, TicketFold.with(work.assets(), List.of(new Asset(linked.assetId(), linked.name()))));
            case TicketEvent.AssetUnlinked unlinked ->
                about(work, TicketFold.without(work.assets(), asset -> asset.assetId()
                        .equals(unlinked.assetId())));
            case TicketEvent.WorkLogged logged ->
                new Work(
                        work.watchers(), work.assets(), work.tasks(), work.minutes() + logged.minutes(), work.rating());
            case TicketEvent.TicketRated rated ->
                rated(work, new Rating(rated.score(), rated.comment(), rated.resolution()));
            case TicketEvent.TaskAdded added ->
                tasks(
                        work,
                        TicketFold.with(
                                work.tasks(),
                                List.of(new Task(
                                        added.taskId(),
                                        added.title(),
                                        added.teamId(),
                                        added.mandatory(),
                                        Task.State.OPEN))));
            case TicketEvent.TaskCompleted completed -> progressed(work, completed.taskId(), Task.State.DONE);
            case TicketEvent.TaskCancelled cancelled -> progressed(work, cancelled.taskId(), Task.State.CANCELLED);
            case TicketEvent.TicketOpened _,
                    TicketEvent.CommentAdded _,
                    TicketEvent.TicketAssigned _,
                    TicketEvent.TicketReleased _,
                    TicketEvent.TicketPended _,
                    TicketEvent.TicketHeld _,
                    TicketEvent.TicketResumed _,
                    TicketEvent.TicketPrioritized _,
                    TicketEvent.TicketEscalated _,
                    TicketEvent.TicketResolved _,
                    TicketEvent.TicketReopened _,
                    TicketEvent.TicketClosed _,
                    TicketEvent.TicketRevised _,
                    TicketEvent.TicketTagged _,
                    TicketEvent.TicketUntagged _ -> work;
        };
    }

    private static Work watching(Work work, List<String> watchers) {
        return new Work(watchers, work.assets(), work.tasks(), work.minutes(), work.rating());
    }

    private static Work about(Work work, List<Asset> assets) {
        return new Work(work.watchers(), assets, work.tasks(), work.minutes(), work.rating());
    }

    private static Work tasks(Work work, List<Task> tasks) {
        return new Work(work.watchers(), work.assets(), tasks, work.minutes(), work.rating());
    }

    private static Work rated(Work work, @Nullable Rating rating) {
        return new Work(work.watchers(), work.assets(), work.tasks(), work.minutes(), rating);
    }

    private static Work progressed(Work work, UUID taskId, Task.State state) {
        return tasks(
                work,
                work.tasks().stream()
                        .map(task -> task.taskId().equals(taskId) ? task.in(state) : task)
                        .toList());
    }
}
