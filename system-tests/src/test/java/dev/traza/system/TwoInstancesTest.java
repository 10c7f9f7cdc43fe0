package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.stack.Part;
import dev.traza.stack.service.ServiceProcess;
import dev.traza.system.client.Tickets;
import dev.traza.system.load.Acknowledgement;
import dev.traza.system.load.LoadPlan;
import dev.traza.system.load.LoadReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two command services share the work; when one is gone, the other goes on. */
@OnTraza
@Order(8)
class TwoInstancesTest {

    private final Traza traza;

    TwoInstancesTest(Traza traza) {
        this.traza = traza;
    }

    @Test
    void oneOfTwoIsKilledUnderLoadAndNothingIsLost() throws IOException, InterruptedException, ExecutionException {
        ServiceProcess second = traza.secondCommandService();
        second.start();
        try {
            // given two instances that both serve
            traza.agent("ana")
                    .post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-two", "primero"))
                    .expect(201);
            traza.agent("ana")
                    .post(second.url().resolve("/api/v1/tickets"), Tickets.ofRequester("u-two", "segundo"))
                    .expect(201);

            // when one of them dies in the middle of its work
            LoadPlan plan = LoadPlan.of(
                    List.of(traza.command(""), second.url()),
                    "two",
                    Load.PER_SECOND,
                    Duration.ofSeconds(Load.SECONDS / 3),
                    Load.AGENTS);
            LoadReport report;
            List<Acknowledgement> acknowledgements;
            try (UnderLoad load = UnderLoad.begin(traza, plan)) {
                load.awaitAnswered(0.4);
                traza.stack().kill(Part.TICKET_COMMAND_SERVICE); // the one that readers asked for keys until now
                report = load.awaitEnd();
                acknowledgements = load.acknowledgements();
            }

            // then the other one carried everything out
            System.out.println("One of two killed: " + report);
            assertThat(report.count(Acknowledgement.Meaning.UNKNOWN)).isZero();
            assertThat(report.leftOut()).isZero();
            AtRest.nothingWrong(traza, acknowledgements);
        } finally {
            traza.stack().start(Part.TICKET_COMMAND_SERVICE);
            second.stop();
        }
    }
}
