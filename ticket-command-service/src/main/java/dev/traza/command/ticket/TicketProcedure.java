package dev.traza.command.ticket;

import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.StepKind;
import dev.traza.contract.ticket.TicketEvent.ProcedureStarted;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The procedures of a ticket: at most one runs, and what is known of it came from its start. How far its steps are is
 * not kept here; the tasks and approvals that they became say so.
 *
 * @param begun how many have begun
 * @param last the one that runs, or ran last; absent when there was none
 */
public record TicketProcedure(int begun, @Nullable Run last) {

    static final TicketProcedure NONE = new TicketProcedure(0, null);

    /** A procedure that a ticket goes through, or went through. */
    @RecordBuilder
    public record Run(UUID procedureId, String itemPath, List<PlannedStep> steps, Progress progress)
            implements TicketProcedureRunBuilder.With {

        public Run {
            steps = List.copyOf(steps);
        }

        /** How far a procedure is. */
        public enum Progress {
            RUNNING,
            DONE,
            STOPPED
        }
    }

    /** How far a step is. */
    enum StepProgress {
        WAITING,
        UNDER_WAY,
        DONE,
        FAILED
    }

    Optional<Run> running() {
        return Optional.ofNullable(last).filter(run -> run.progress == Run.Progress.RUNNING);
    }

    boolean isStopped() {
        return last != null && last.progress == Run.Progress.STOPPED;
    }

    TicketProcedure started(ProcedureStarted started) {
        return new TicketProcedure(
                begun + 1, new Run(started.procedureId(), started.itemPath(), started.steps(), Run.Progress.RUNNING));
    }

    /** A procedure that never began is nobody's to end; such a log is taken as it is. */
    TicketProcedure ended(UUID procedureId, Run.Progress progress) {
        return last != null && last.procedureId.equals(procedureId)
                ? new TicketProcedure(begun, last.withProgress(progress))
                : this;
    }

    /** Whether this id is one that a step has, or would have had. */
    boolean keeps(UUID workId) {
        return last != null
                && last.steps.stream().anyMatch(planned -> planned.workId().equals(workId));
    }

    /** Steps of the one that runs that have not begun. */
    static Stream<PlannedStep> waiting(TicketState state) {
        return state.procedure().running().stream()
                .flatMap(run -> run.steps.stream())
                .filter(planned -> progressOf(planned, state) == StepProgress.WAITING);
    }

    /** How many more tasks or approvals the one that runs will still bring. */
    static long toCome(StepKind kind, TicketState state) {
        return waiting(state).filter(planned -> planned.step().kind() == kind).count();
    }

    /** Steps that failed, in their order; those of one that does not run count no more. */
    static Stream<PlannedStep> failed(Run run, TicketState state) {
        return run.steps.stream().filter(planned -> progressOf(planned, state) == StepProgress.FAILED);
    }

    /** Steps that have not begun although everything before them is done, in their order. */
    static List<PlannedStep> due(Run run, TicketState state) {
        Set<String> done = run.steps.stream()
                .filter(planned -> progressOf(planned, state) == StepProgress.DONE)
                .map(planned -> planned.step().id())
                .collect(Collectors.toSet());
        return run.steps.stream()
                .filter(planned -> progressOf(planned, state) == StepProgress.WAITING)
                .filter(planned -> done.containsAll(planned.step().after()))
                .toList();
    }

    static boolean isDone(Run run, TicketState state) {
        return run.steps.stream().allMatch(planned -> progressOf(planned, state) == StepProgress.DONE);
    }

    private static StepProgress progressOf(PlannedStep planned, TicketState state) {
        return switch (planned.step().kind()) {
            case TASK -> progressOf(state.tasks().get(planned.workId()));
            case APPROVAL -> progressOf(state.approvals().byId().get(planned.workId()));
        };
    }

    private static StepProgress progressOf(TicketState.@Nullable Task task) {
        if (task == null) {
            return StepProgress.WAITING;
        }
        return switch (task.progress()) {
            case OPEN -> StepProgress.UNDER_WAY;
            case DONE -> StepProgress.DONE;
            // What need not be done is out of the way; what has to be done, and will not be, is in it for good.
            case CANCELLED -> task.mandatory() ? StepProgress.FAILED : StepProgress.DONE;
        };
    }

    private static StepProgress progressOf(Approvals.@Nullable Approval approval) {
        if (approval == null) {
            return StepProgress.WAITING;
        }
        return switch (approval.progress()) {
            case OPEN -> StepProgress.UNDER_WAY;
            case GRANTED -> StepProgress.DONE;
            case DENIED, WITHDRAWN, EXPIRED -> StepProgress.FAILED;
        };
    }
}
