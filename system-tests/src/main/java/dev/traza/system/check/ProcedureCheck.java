package dev.traza.system.check;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.StepKind;
import dev.traza.contract.ticket.TicketEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is promised about the procedures of one ticket: a step begins once, in the decision in which the last of those
 * before it is done; what fails stops it in the same decision; and nothing is resolved before its mandatory steps.
 */
final class ProcedureCheck {

    private final Consumer<String> found;
    private List<PlannedStep> steps = List.of();
    private boolean running;
    private final Set<UUID> begun = new HashSet<>();
    private final Set<UUID> done = new HashSet<>();
    private final Set<UUID> failed = new HashSet<>();

    private ProcedureCheck(Consumer<String> found) {
        this.found = found;
    }

    /** @param events of one ticket, in the order of their versions */
    static void check(List<EventEnvelope<TicketEvent>> events, Consumer<String> found) {
        ProcedureCheck check = new ProcedureCheck(found);
        for (int i = 0; i < events.size(); i++) {
            check.take(events.get(i).event());
            boolean decided = i + 1 == events.size()
                    || !events.get(i + 1).causationId().equals(events.get(i).causationId());
            if (decided) {
                check.decided(events.get(i));
            }
        }
    }

    private void take(TicketEvent event) {
        switch (event) {
            case TicketEvent.ProcedureStarted started -> {
                if (running) {
                    found.accept("a procedure begins while another runs");
                }
                steps = started.steps();
                running = true;
                Stream.of(begun, done, failed).forEach(Set::clear);
            }
            case TicketEvent.ProcedureStopped _ -> running = false;
            case TicketEvent.ProcedureCompleted _ -> {
                if (!running || !isDone(_ -> true)) {
                    found.accept("a procedure is completed that is not done");
                }
                running = false;
            }
            case TicketEvent.TaskAdded added -> begins(added.taskId());
            case TicketEvent.ApprovalRequested requested -> begins(requested.approvalId());
            case TicketEvent.TaskCompleted completed -> done.add(completed.taskId());
            case TicketEvent.TaskCancelled cancelled ->
                (isMandatory(cancelled.taskId()) ? failed : done).add(cancelled.taskId());
            case TicketEvent.ApprovalGranted granted -> done.add(granted.approvalId());
            case TicketEvent.ApprovalDenied denied -> failed.add(denied.approvalId());
            case TicketEvent.ApprovalExpired expired -> failed.add(expired.approvalId());
            case TicketEvent.ApprovalWithdrawn withdrawn -> failed.add(withdrawn.approvalId());
            case TicketEvent.TicketResolved _ -> {
                if (running && !isDone(ProcedureCheck::isMandatory)) {
                    found.accept("it is resolved before the mandatory steps of its procedure are done");
                }
            }
            case TicketEvent _ -> {}
        }
    }

    private void begins(UUID workId) {
        steps.stream().filter(planned -> planned.workId().equals(workId)).forEach(planned -> {
            if (!running || !isReady(planned.step())) {
                found.accept("the step %s begins before its time, or after it"
                        .formatted(planned.step().id()));
            }
            if (!begun.add(workId)) {
                found.accept("the step %s begins twice".formatted(planned.step().id()));
            }
        });
    }

    private void decided(EventEnvelope<TicketEvent> last) {
        if (!running) {
            return;
        }
        steps.stream()
                .filter(planned -> failed.contains(planned.workId()))
                .forEach(planned -> found.accept("the step %s has failed by version %d, and nothing was stopped"
                        .formatted(planned.step().id(), last.sequence())));
        steps.stream()
                .filter(planned -> !begun.contains(planned.workId()) && isReady(planned.step()))
                .forEach(
                        planned -> found.accept("the step %s has not begun by version %d, although nothing is before it"
                                .formatted(planned.step().id(), last.sequence())));
    }

    private boolean isReady(ProcedureStep step) {
        return step.after().stream()
                .allMatch(before -> isDone(other -> other.id().equals(before)));
    }

    /** Whether all steps of this kind are done. */
    private boolean isDone(Predicate<ProcedureStep> which) {
        return steps.stream()
                .filter(planned -> which.test(planned.step()))
                .allMatch(planned -> done.contains(planned.workId()));
    }

    private boolean isMandatory(UUID workId) {
        return steps.stream().anyMatch(planned -> planned.workId().equals(workId) && isMandatory(planned.step()));
    }

    private static boolean isMandatory(ProcedureStep step) {
        return step.kind() == StepKind.APPROVAL || step.mandatory();
    }
}
