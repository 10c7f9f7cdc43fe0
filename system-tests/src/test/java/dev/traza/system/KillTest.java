package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.stack.Part;
import dev.traza.system.check.Finding;
import dev.traza.system.check.HistoryChecker;
import dev.traza.system.check.Rule;
import dev.traza.system.history.History;
import dev.traza.system.history.Logged;
import dev.traza.system.load.Acknowledgement;
import dev.traza.system.load.LoadPlan;
import dev.traza.system.load.LoadReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The parts die one after the other under steady load; afterwards everything is as if nothing had happened. */
@OnTraza
@Order(10)
class KillTest {

    private final Traza traza;

    KillTest(Traza traza) {
        this.traza = traza;
    }

    @Test
    void nothingIsLostAndNothingDoubled() throws IOException, InterruptedException, ExecutionException {
        LoadPlan plan = LoadPlan.of(
                List.of(traza.command("")), "kill", Load.PER_SECOND, Duration.ofSeconds(Load.SECONDS), Load.AGENTS);
        LoadReport report;
        List<Acknowledgement> acknowledgements;
        try (UnderLoad load = UnderLoad.begin(traza, plan)) {
            load.awaitAnswered(0.15);
            killAndStart(Part.TICKET_COMMAND_SERVICE);
            load.awaitAnswered(0.4);
            killAndStart(Part.TICKET_QUERY_SERVICE);
            load.awaitAnswered(0.65);
            killAndStart(Part.KAFKA);
            report = load.awaitEnd();
            acknowledgements = load.acknowledgements();
        }

        System.out.println("Three parts killed: " + report);
        // How many were answered in time and how many only taken is a matter of the machine; the checker sees to it
        // that what was taken has been decided.
        assertThat(report.count(Acknowledgement.Meaning.UNKNOWN)).isZero();
        assertThat(report.count(Acknowledgement.Meaning.CARRIED_OUT)).isPositive();
        History history = AtRest.nothingWrong(traza, acknowledgements);
        andTheCheckerWouldHaveSeenALoss(history);
    }

    private void killAndStart(Part part) {
        traza.stack().kill(part);
        traza.stack().start(part);
    }

    /** The same history without the last event of an acknowledged command; and once without one in the middle. */
    private static void andTheCheckerWouldHaveSeenALoss(History history) {
        Set<UUID> acknowledged = new HashSet<>();
        history.acknowledgements().stream()
                .filter(told -> told.meaning() == Acknowledgement.Meaning.CARRIED_OUT)
                .forEach(told -> acknowledged.add(told.commandId()));
        List<Logged<EventEnvelope<TicketEvent>>> fewer =
                new ArrayList<>(history.log().ticketEvents());
        Logged<EventEnvelope<TicketEvent>> lost = fewer.stream()
                .filter(event -> acknowledged.contains(event.value().causationId())
                        && event.value().event() instanceof TicketEvent.CommentAdded)
                .findFirst()
                .orElseThrow();
        fewer.remove(lost);

        List<Finding> findings = HistoryChecker.check(history.with(history.log().withTicketEvents(fewer)));

        assertThat(findings.stream().map(Finding::rule)).contains(Rule.NOTHING_LOST, Rule.VIEW_EQUALS_FOLD);
        System.out.println("With one event taken away the checker says: " + findings);
    }
}
