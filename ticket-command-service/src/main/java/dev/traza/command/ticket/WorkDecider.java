package dev.traza.command.ticket;

import dev.traza.command.ticket.TicketState.Task;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.StepKind;
import dev.traza.contract.ticket.TicketCommand.AddTask;
import dev.traza.contract.ticket.TicketCommand.CancelTask;
import dev.traza.contract.ticket.TicketCommand.CompleteTask;
import dev.traza.contract.ticket.TicketCommand.LogWork;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.TaskAdded;
import dev.traza.contract.ticket.TicketEvent.TaskCancelled;
import dev.traza.contract.ticket.TicketEvent.TaskCompleted;
import dev.traza.contract.ticket.TicketEvent.WorkLogged;
import java.util.List;
import java.util.Objects;

/** The rules for the work that is done inside a ticket. */
final class WorkDecider {

    static final int MOST_TASKS = 100;
    private static final int SECONDS_OF_A_DAY = 24 * 60 * 60;

    private WorkDecider() {}

    static Decision log(LogWork work, Actor actor, TicketState state) {
        if (work.seconds() < 1 || work.seconds() > SECONDS_OF_A_DAY) {
            return Decision.broken(
                    "Work takes 1 to %d seconds; log longer work day by day".formatted(SECONDS_OF_A_DAY));
        }
        if (work.activity().isBlank()) {
            return Decision.broken("Work needs a text that says what was done");
        }
        return Decision.accepted(new WorkLogged(actor.subject(), work.seconds(), work.activity(), state.status()));
    }

    static Decision add(AddTask add, TicketState state) {
        if (add.title().isBlank()) {
            return Decision.broken("A task needs a title");
        }
        Task known = state.tasks().get(add.taskId());
        if (known != null) {
            boolean same = known.title().equals(add.title())
                    && Objects.equals(known.teamId(), add.teamId())
                    && known.mandatory() == add.mandatory();
            return same ? Decision.accepted() : Decision.broken("There is another task with this id");
        }
        if (state.procedure().keeps(add.taskId())) {
            return Decision.broken("This id is kept for a step of the ticket's procedure");
        }
        return state.tasks().size() + TicketProcedure.toCome(StepKind.TASK, state) >= MOST_TASKS
                ? Decision.broken("A ticket has at most %d tasks".formatted(MOST_TASKS))
                : Decision.accepted(
                        new TaskAdded(add.taskId(), add.title(), add.teamId(), add.mandatory(), state.status()));
    }

    static Decision complete(CompleteTask complete, Facts facts, TicketState state) {
        Task task = state.tasks().get(complete.taskId());
        if (task == null) {
            return noSuchTask();
        }
        return switch (task.progress()) {
            case OPEN -> ended(new TaskCompleted(complete.taskId(), complete.note(), state.status()), facts, state);
            case DONE -> Decision.accepted();
            case CANCELLED -> Decision.broken("The task was cancelled");
        };
    }

    static Decision cancel(CancelTask cancel, Facts facts, TicketState state) {
        if (cancel.reason().isBlank()) {
            return Decision.broken("Cancelling a task needs a reason");
        }
        Task task = state.tasks().get(cancel.taskId());
        if (task == null) {
            return noSuchTask();
        }
        return switch (task.progress()) {
            case OPEN -> ended(new TaskCancelled(cancel.taskId(), cancel.reason(), state.status()), facts, state);
            case CANCELLED -> Decision.accepted();
            case DONE -> Decision.broken("The task is done");
        };
    }

    /** How many tasks keep the ticket from being resolved. */
    static long mandatoryUndone(TicketState state) {
        return state.tasks().values().stream()
                .filter(task -> task.mandatory() && task.progress() == Task.Progress.OPEN)
                .count();
    }

    private static Decision ended(TicketEvent end, Facts facts, TicketState state) {
        return Consequences.of(List.of(end), ResumeReason.REQUESTED, facts, state);
    }

    private static Decision noSuchTask() {
        return Decision.broken("The ticket has no such task");
    }
}
