package dev.traza.command.processor;

import static dev.traza.command.processor.DyingProcessor.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandOutcome.Accepted;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Procedure;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.CompleteTask;
import dev.traza.contract.ticket.TicketCommand.DecideApproval;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketEvent.ProcedureStarted;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A processor dies wherever a step of a procedure begins or ends:
 *
 * <pre>
 *   OpenTicket x       budget?, account
 *   CompleteTask x     account done
 *   DecideApproval x   budget granted, boss?        (held all the while)
 *   DecideApproval x   boss granted, order, resumed
 *   CompleteTask x     order done, completed
 *   ResolveTicket
 * </pre>
 */
class KilledInProcedureTest {

    private static final Actor ANA = Actor.user("ana", Set.of(Role.AGENT));
    private static final Actor CARLOS = Actor.user("carlos", Set.of(Role.REQUESTER));
    private static final Approver ASKED = new Approver("carlos", null, null, null);

    private static final ProcedureStep BUDGET =
            ProcedureStep.approval("budget", "¿1200 €?", List.of(ASKED), 3_600, List.of());
    private static final ProcedureStep ACCOUNT =
            ProcedureStep.task("account", "Crear la cuenta", "it", true, List.of());
    private static final ProcedureStep BOSS =
            ProcedureStep.approval("boss", "¿De verdad?", List.of(ASKED), null, List.of("budget"));
    private static final ProcedureStep ORDER =
            ProcedureStep.task("order", "Pedirlo", "purchasing", true, List.of("account", "boss"));

    private final UUID ticket = Ids.next();
    private final List<UUID> asked = new ArrayList<>();
    private DyingProcessor processor;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        processor = new DyingProcessor(folder);
    }

    @AfterEach
    void stop() {
        processor.close();
    }

    @Test
    void whereverItDiesEachStepBeginsOnce() {
        // given a procedure at whose every turn the processor dies before the turn counts
        dieAt(open(), ANA);
        dieAt(new CompleteTask(work(ACCOUNT), null), ANA);
        dieAt(new DecideApproval(work(BUDGET), ApprovalDecision.APPROVE, null), CARLOS);
        goOn();
        dieAt(new DecideApproval(work(BOSS), ApprovalDecision.APPROVE, null), CARLOS);
        dieAt(new CompleteTask(work(ORDER), null), ANA);

        // when one lives
        asked.add(processor.send(ticket, new ResolveTicket(ResolutionCode.FULFILLED, "Aquí está"), ANA));
        processor.start();
        await().atMost(PATIENCE).until(() -> processor.answered(asked));

        // then everything has happened once, in one order, without a gap
        List<String> all = List.of(
                "TicketOpened",
                "ProcedureStarted",
                "ApprovalRequested",
                "TaskAdded",
                "TicketHeld",
                "TaskCompleted",
                "ApprovalDecided",
                "ApprovalGranted",
                "ApprovalRequested",
                "TicketHeld",
                "ApprovalDecided",
                "ApprovalGranted",
                "TaskAdded",
                "TicketResumed",
                "TaskCompleted",
                "ProcedureCompleted",
                "TicketResolved");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(processor.happened())
                .extracting(event -> event.event().getClass().getSimpleName())
                .containsExactlyElementsOf(all));
        assertThat(processor.happened())
                .extracting(EventEnvelope::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, all.size()).boxed().toList());
        assertThat(processor.answers().values())
                .allSatisfy(given -> assertThat(given).singleElement().isInstanceOf(Accepted.class));
        assertThat(planned()).containsExactly(work(BUDGET), work(ACCOUNT), work(BOSS), work(ORDER));
    }

    /** It dies when this is decided; whoever asked for it has been told nothing. */
    private void dieAt(TicketCommand command, Actor actor) {
        UUID commandId = processor.send(ticket, command, actor);
        asked.add(commandId);
        processor.dieAt(command.getClass().getSimpleName());
        assertThat(processor.answered(List.of(commandId))).isFalse();
    }

    /** What was undone so far is done, so that the next to die does so at what comes then. */
    private void goOn() {
        processor.start();
        await().atMost(PATIENCE).until(() -> processor.answered(asked));
        processor.kill();
    }

    private List<UUID> planned() {
        return processor.happened().stream()
                .map(EventEnvelope::event)
                .filter(ProcedureStarted.class::isInstance)
                .map(ProcedureStarted.class::cast)
                .flatMap(started -> started.steps().stream())
                .map(PlannedStep::workId)
                .toList();
    }

    private UUID work(ProcedureStep step) {
        return Ids.derived(Ids.derived(ticket, "procedure 1"), "step " + step.id());
    }

    private static OpenTicket open() {
        return new OpenTicket(
                TicketType.SERVICE_REQUEST,
                Channel.PORTAL,
                new Requester("u-17", null, null, null, null, null, false),
                "Un portátil nuevo",
                "El mío es de 2015",
                "hardware/laptop",
                Impact.LOW,
                Urgency.LOW,
                Priority.LOW,
                List.of(),
                Map.of(),
                null,
                List.of(),
                new CatalogReference("hardware/laptop", 7, null, null),
                null,
                new Procedure(List.of(BUDGET, ACCOUNT, BOSS, ORDER), false));
    }
}
