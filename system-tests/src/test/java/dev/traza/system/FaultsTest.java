package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.stack.Part;
import dev.traza.stack.process.Ports;
import dev.traza.stack.service.ServiceProcess;
import dev.traza.system.fault.Fault;
import dev.traza.system.fault.Faults;
import dev.traza.system.fault.Schedule;
import dev.traza.system.load.Acknowledgement;
import dev.traza.system.load.LoadPlan;
import dev.traza.system.load.LoadReport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Everything goes wrong, drawn from a seed, one or two things at once, while two command services are under load; afterwards
 * nothing is lost and nothing doubled. For a long run {@code -Dtraza.faults.seconds=1800}, for another one
 * {@code -Dtraza.faults.seed=7}.
 */
@OnTraza
@Order(11)
class FaultsTest {

    private static final int SECONDS = Integer.getInteger("traza.faults.seconds", 60);
    private static final long SEED = Long.getLong("traza.faults.seed", 1);

    /** Shorter and longer than sessions and transactions last without a sign of life. */
    private static final int SHORTEST_SECONDS = 1;

    private static final int LONGEST_SECONDS = 8;

    private static final String LIVENESS = "/q/health/live";
    private static final int DOWN = 503;

    /** The rest is for what was begun to end. */
    private static final double LAST_BLOW = 0.9;

    private final Traza traza;

    FaultsTest(Traza traza) {
        this.traza = traza;
    }

    @Test
    void whateverGoesWrongNothingIsLostAndNothingDoubled()
            throws IOException, InterruptedException, ExecutionException {
        ServiceProcess second = traza.secondCommandService();
        ServiceProcess third = traza.stack().another(Part.TICKET_COMMAND_SERVICE, Ports.free());
        second.start();
        List<String> told = new ArrayList<>();
        try {
            Schedule schedule = new Schedule(
                    Faults.of(traza.stack(), second, third),
                    (int) (SHORTEST_SECONDS * Load.PER_SECOND),
                    (int) (LONGEST_SECONDS * Load.PER_SECOND),
                    SEED);
            LoadPlan plan = LoadPlan.of(
                    List.of(traza.command(""), second.url()),
                    "faults-" + SEED,
                    Load.PER_SECOND,
                    Duration.ofSeconds(SECONDS),
                    Load.AGENTS);
            LoadReport report;
            List<Acknowledgement> acknowledgements;
            try (UnderLoad load = UnderLoad.begin(traza, plan)) {
                while (load.isBefore(LAST_BLOW)) {
                    befall(schedule.next(), load, second, told);
                }
                report = load.awaitEnd();
                acknowledgements = load.acknowledgements();
            }

            System.out.println("Faults of seed %d: %s%n%s".formatted(SEED, report, String.join("\n", told)));
            assertThat(report.count(Acknowledgement.Meaning.UNKNOWN))
                    .as("commands of which nobody was told what became of them; %s", told)
                    .isZero();
            assertThat(report.count(Acknowledgement.Meaning.CARRIED_OUT)).isPositive();
            AtRest.nothingWrong(traza, acknowledgements);
        } finally {
            third.stop();
            second.stop();
        }
    }

    private void befall(Schedule.Blow blow, UnderLoad load, ServiceProcess second, List<String> told) {
        load.awaitDue(blow.quiet());
        for (Fault fault : blow.faults()) {
            told.add(String.format(Locale.ROOT, "%5d commands were due: %s", load.due(), fault));
            fault.strike().run();
            load.awaitDue(blow.lasting());
        }
        blow.faults().forEach(fault -> fault.heal().run());
        blow.faults().forEach(fault -> fault.awaitWell().run());
        whatGaveUpIsReplaced(second, told);
    }

    /** As whoever runs it would: an instance that says it is not alive any more is replaced. */
    private void whatGaveUpIsReplaced(ServiceProcess second, List<String> told) {
        for (Part part : Part.services()) {
            if (hasGivenUp(traza.at(part, LIVENESS))) {
                told.add(part.word() + " had given up and is replaced");
                traza.stack().kill(part);
                traza.stack().start(part);
            }
        }
        if (hasGivenUp(second.url().resolve(LIVENESS))) {
            told.add(second.name() + " had given up and is replaced");
            second.kill();
            second.start();
        }
    }

    private boolean hasGivenUp(URI liveness) {
        return traza.supervisor().get(liveness).status() == DOWN;
    }
}
