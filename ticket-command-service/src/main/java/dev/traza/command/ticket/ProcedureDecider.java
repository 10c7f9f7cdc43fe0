package dev.traza.command.ticket;

import dev.traza.command.ticket.Approvals.Approval;
import dev.traza.command.ticket.TicketProcedure.Run;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.Procedure;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.StepKind;
import dev.traza.contract.ticket.StopCause;
import dev.traza.contract.ticket.TicketCommand.StopProcedure;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.ApprovalRequested;
import dev.traza.contract.ticket.TicketEvent.ApprovalWithdrawn;
import dev.traza.contract.ticket.TicketEvent.ProcedureCompleted;
import dev.traza.contract.ticket.TicketEvent.ProcedureStarted;
import dev.traza.contract.ticket.TicketEvent.ProcedureStopped;
import dev.traza.contract.ticket.TicketEvent.TaskAdded;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules for procedures. A step begins, as a task or an approval like any other, in the same decision in which the
 * last of those before it is done. What fails stops the whole: nothing begins any more that was to come after something
 * that did not happen, and people go on by hand.
 */
final class ProcedureDecider {

    /** Every decision and every view carries them along. */
    private static final int MOST_STEPS = 30;

    private static final String WITHDRAWN = "The procedure was stopped";

    private ProcedureDecider() {}

    /**
     * The procedure of an item begins.
     *
     * @param arriving by which the ticket comes to the item, and which happens first; refused with it if the procedure
     *     cannot begin
     * @param before the ticket before it; absent when it is the opening
     */
    static Decision starting(
            Procedure procedure,
            @Nullable CatalogReference item,
            TicketEvent arriving,
            Facts facts,
            @Nullable TicketState before) {
        TicketState there = TicketState.evolve(before, new RecordedEvent(arriving, facts.acceptedAt()));
        if (item == null) {
            return Decision.broken("A procedure is one of a catalog item");
        }
        Decision.@Nullable Refused refused = refused(procedure, there);
        if (refused != null) {
            return refused;
        }
        Decision.Accepted begun = Consequences.of(
                started(procedure, item, facts.ticketId(), there), ResumeReason.REQUESTED, facts, there);
        return new Decision.Accepted(
                Stream.concat(Stream.of(arriving), begun.events().stream()).toList());
    }

    private static Decision.@Nullable Refused refused(Procedure procedure, TicketState state) {
        List<ProcedureStep> steps = procedure.steps();
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            return Decision.broken("A procedure has 1 to %d steps".formatted(MOST_STEPS));
        }
        if (steps.stream().map(ProcedureStep::id).distinct().count() < steps.size()) {
            return Decision.broken("Each step of a procedure has an id of its own");
        }
        Optional<Run> running = state.procedure().running();
        if (running.isPresent()) {
            return Decision.broken(
                    "The procedure of %s is running; it has to be stopped before the ticket comes to an item that has one"
                            .formatted(running.get().itemPath()));
        }
        boolean room = state.tasks().size() + count(StepKind.TASK, steps) <= WorkDecider.MOST_TASKS
                && state.approvals().byId().size() + count(StepKind.APPROVAL, steps) <= ApprovalDecider.MOST_APPROVALS;
        return room ? null : Decision.broken("The ticket has no room for the tasks and approvals of this procedure");
    }

    private static long count(StepKind kind, List<ProcedureStep> steps) {
        return steps.stream().filter(step -> step.kind() == kind).count();
    }

    /** It is known at once when a step can never be: better that nothing begins than that half of it is for nothing. */
    private static List<TicketEvent> started(
            Procedure procedure, CatalogReference item, UUID ticketId, TicketState state) {
        UUID procedureId = newProcedureId(procedure, ticketId, state);
        List<PlannedStep> planned = procedure.steps().stream()
                .map(step -> procedure.byRequester() ? step : withoutApprover(step, state.requesterId()))
                .map(step -> new PlannedStep(workId(procedureId, step), step))
                .toList();
        ProcedureStarted started =
                new ProcedureStarted(procedureId, item.path(), item.version(), planned, state.status());
        return planned.stream()
                .map(PlannedStep::step)
                .filter(step ->
                        step.kind() == StepKind.APPROVAL && step.approvers().isEmpty())
                .findFirst()
                .<List<TicketEvent>>map(nobody -> List.of(
                        started,
                        new ProcedureStopped(procedureId, StopCause.NO_APPROVER, nobody.id(), null, state.status())))
                .orElse(List.of(started));
    }

    /** Ids that follow from the ticket; whoever has used one of them for something of their own gets out of the way. */
    private static UUID newProcedureId(Procedure procedure, UUID ticketId, TicketState state) {
        return Stream.iterate(state.procedure().begun() + 1, number -> number + 1)
                .map(number -> Ids.derived(ticketId, "procedure " + number))
                .filter(procedureId -> procedure.steps().stream()
                        .map(step -> workId(procedureId, step))
                        .noneMatch(workId -> state.tasks().containsKey(workId)
                                || state.approvals().byId().containsKey(workId)))
                .findFirst()
                .orElseThrow();
    }

    private static UUID workId(UUID procedureId, ProcedureStep step) {
        return Ids.derived(procedureId, "step " + step.id());
    }

    private static ProcedureStep withoutApprover(ProcedureStep step, String requesterId) {
        List<Approver> others = step.approvers().stream()
                .filter(approver -> !approver.id().equals(requesterId))
                .toList();
        return new ProcedureStep(
                step.id(),
                step.kind(),
                step.after(),
                step.title(),
                step.teamId(),
                step.mandatory(),
                step.question(),
                others,
                atMost(others.size(), step.needed()),
                step.neededPercent(),
                step.expiresAfterSeconds());
    }

    private static @Nullable Integer atMost(int people, @Nullable Integer needed) {
        return needed == null || needed <= people || people == 0 ? needed : Integer.valueOf(people);
    }

    static Decision stop(StopProcedure stop, Facts facts, TicketState state) {
        if (stop.reason().isBlank()) {
            return Decision.broken("Stopping a procedure needs a reason");
        }
        Optional<Run> running = state.procedure().running();
        if (running.isEmpty()) {
            return state.procedure().isStopped()
                    ? Decision.accepted()
                    : Decision.broken("No procedure is running in the ticket");
        }
        return Consequences.of(
                stopped(running.get(), StopCause.REQUESTED, null, stop.reason(), state),
                ResumeReason.REQUESTED,
                facts,
                state);
    }

    /** A ticket that ends takes its procedure along. */
    static Stream<TicketEvent> stoppedByClosing(TicketState state) {
        return state.procedure().running().stream()
                .map(run ->
                        new ProcedureStopped(run.procedureId(), StopCause.TICKET_CLOSED, null, null, state.status()));
    }

    /** How many steps that have not begun keep the ticket from being resolved. */
    static long mandatoryWaiting(TicketState state) {
        return TicketProcedure.waiting(state)
                .map(PlannedStep::step)
                .filter(step -> step.kind() == StepKind.APPROVAL || step.mandatory())
                .count();
    }

    /** What follows for the procedure from all that has happened; nothing when none is running. */
    static List<TicketEvent> following(TicketState state, Facts facts) {
        return state.procedure()
                .running()
                .map(run -> TicketProcedure.failed(run, state)
                        .findFirst()
                        .map(failed -> stopped(
                                run, causeOf(failed, state), failed.step().id(), null, state))
                        .orElseGet(() -> goneOn(run, state, facts)))
                .orElse(List.of());
    }

    private static List<TicketEvent> goneOn(Run run, TicketState state, Facts facts) {
        return TicketProcedure.isDone(run, state)
                ? List.of(new ProcedureCompleted(run.procedureId(), state.status()))
                : TicketProcedure.due(run, state).stream()
                        .map(planned -> begun(planned, state, facts.acceptedAt()))
                        .toList();
    }

    private static TicketEvent begun(PlannedStep planned, TicketState state, Instant now) {
        ProcedureStep step = planned.step();
        return switch (step.kind()) {
            case TASK ->
                new TaskAdded(
                        planned.workId(),
                        Objects.requireNonNullElse(step.title(), step.id()),
                        step.teamId(),
                        step.mandatory(),
                        state.status());
            case APPROVAL ->
                new ApprovalRequested(
                        planned.workId(),
                        Objects.requireNonNullElse(step.question(), step.id()),
                        step.approvers(),
                        ApprovalDecider.needed(step.approvers(), step.needed(), step.neededPercent()),
                        step.expiresAfterSeconds() == null ? null : now.plusSeconds(step.expiresAfterSeconds()),
                        state.status());
        };
    }

    private static StopCause causeOf(PlannedStep failed, TicketState state) {
        Approval approval = state.approvals().byId().get(failed.workId());
        if (approval == null) {
            return StopCause.TASK_CANCELLED;
        }
        return switch (approval.progress()) {
            case DENIED, OPEN, GRANTED -> StopCause.APPROVAL_DENIED;
            case EXPIRED -> StopCause.APPROVAL_EXPIRED;
            case WITHDRAWN -> StopCause.APPROVAL_WITHDRAWN;
        };
    }

    /** What was to be approved for the sake of what never begins needs no approval. */
    private static List<TicketEvent> stopped(
            Run run, StopCause cause, @Nullable String stepId, @Nullable String reason, TicketState state) {
        Stream<TicketEvent> withdrawn = run.steps().stream()
                .map(PlannedStep::workId)
                .filter(workId -> {
                    Approval approval = state.approvals().byId().get(workId);
                    return approval != null && approval.isOpen();
                })
                .map(approvalId -> new ApprovalWithdrawn(approvalId, WITHDRAWN, state.status()));
        return Stream.concat(
                        Stream.of(new ProcedureStopped(run.procedureId(), cause, stepId, reason, state.status())),
                        withdrawn)
                .toList();
    }
}
