package dev.traza.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private final ImaginedTime time = new ImaginedTime();
    private final OpenLoop loop = new OpenLoop(time);

    @Test
    void requestsBeginAtTheirTimeWhetherEarlierOnesWereAnsweredOrNot() {
        ImaginedServer server = new ImaginedServer(time, 50 * MILLI);

        Outcome outcome = loop.run(phase(100, 0, 1, 1_000), server);

        assertThat(server.begun()).hasSize(100);
        for (int n = 0; n < 100; n++) {
            assertThat((double) server.begun().get(n)).isCloseTo(n * 10.0 * MILLI, within(MILLI / 4.0));
        }
        assertThat(outcome.begun()).isEqualTo(100);
        assertThat(outcome.count(Ending.ACCEPTED)).isEqualTo(100);
    }

    @Test
    void aStandstillMakesAllRequestsOfItsTimeSlow() {
        ImaginedServer server = new ImaginedServer(time, MILLI);
        server.standStill(4 * SECOND, 5 * SECOND);

        Outcome outcome = loop.run(phase(100, 0, 10, 10_000), server);

        // A tenth of the requests were due while it stood still; on average they waited for half of that time.
        assertThat(outcome.millis(50)).isLessThan(3);
        assertThat(outcome.millis(89)).isLessThan(250);
        assertThat(outcome.millis(95)).isBetween(400.0, 650.0);
        assertThat(outcome.longestMillis()).isBetween(980.0, 1_050.0);
    }

    @Test
    void aRequestThatFindsNoRoomIsLateFromWhenItWasDue() {
        ImaginedServer server = new ImaginedServer(time, MILLI);
        server.standStill(4 * SECOND, 5 * SECOND);

        Outcome one = loop.run(phase(100, 0, 10, 1), server);

        // With one at a time only that one would be slow if the wait for room were left out.
        assertThat(one.notOffered()).isZero();
        assertThat(one.millis(95)).isBetween(400.0, 650.0);
    }

    @Test
    void whatWasDueAndNeverBeganIsReportedAndCountsAsSlow() {
        ImaginedServer server = new ImaginedServer(time, 100 * MILLI);

        Outcome outcome = loop.run(phase(100, 0, 2, 5), server);

        // The server answers 10 a second of 100 that are due.
        assertThat(outcome.begun() + outcome.notOffered()).isEqualTo(200);
        assertThat(outcome.notOffered()).isBetween(170L, 180L);
        assertThat(outcome.acceptedPerSecond()).isBetween(9.0, 10.5);
        assertThat(outcome.latencies().getTotalCount()).isEqualTo(200);
        assertThat(outcome.millis(50)).isGreaterThan(500);
        assertThat(outcome.kept(100, Duration.ofSeconds(10))).isFalse();
    }

    @Test
    void whatIsNeverAnsweredCountsWithTheTimeItWasWaitedFor() {
        Target silent = (_, _) -> {};

        Outcome outcome = loop.run(
                new Phase(new Arrivals.AtRate(10), Duration.ZERO, Duration.ofSeconds(1), 100, Duration.ofSeconds(3)),
                silent);

        assertThat(outcome.unanswered()).isEqualTo(10);
        assertThat(outcome.millis(1)).isGreaterThan(3_000);
    }

    @Test
    void theWarmUpCountsForNothing() {
        ImaginedServer server = new ImaginedServer(time, MILLI);
        server.standStill(0, SECOND);

        Outcome outcome = loop.run(phase(100, 3, 2, 1_000), server);

        assertThat(server.begun()).hasSize(500);
        assertThat(outcome.begun()).isEqualTo(200);
        assertThat(outcome.longestMillis()).isLessThan(5);
        assertThat(outcome.acceptedPerSecond()).isCloseTo(100, within(1.0));
    }

    @Test
    void aWindowTakesAsMuchAsIsAnswered() {
        ImaginedServer server = new ImaginedServer(time, 2 * MILLI);

        Outcome outcome = loop.run(Phase.window(16, Duration.ofSeconds(1), Duration.ofSeconds(4)), server);

        assertThat(outcome.acceptedPerSecond()).isBetween(470.0, 500.0);
        assertThat(outcome.notOffered()).isZero();
    }

    @Test
    void endingsAreToldApart() {
        Target moody = (number, ended) -> ended.accept(Ending.values()[(int) (number % Ending.values().length)]);

        Outcome outcome = loop.run(phase(100, 0, 1, 10), moody);

        for (Ending ending : Ending.values()) {
            assertThat(outcome.count(ending)).isEqualTo(25);
        }
        assertThat(outcome.latencies().getTotalCount()).isEqualTo(25);
        assertThat(outcome.text()).contains("25 refused", "25 turned away", "25 failed");
    }

    @Test
    void aRateIsKeptOnlyWithoutLossAndWithBearableWaits() {
        Outcome quick = loop.run(phase(100, 0, 5, 100), new ImaginedServer(time, MILLI));
        Outcome slow = loop.run(phase(100, 0, 5, 1_000), new ImaginedServer(time, 11 * MILLI));

        assertThat(quick.kept(100, Duration.ofMillis(50))).isTrue();
        assertThat(quick.kept(110, Duration.ofMillis(50))).isFalse();
        assertThat(slow.kept(100, Duration.ofMillis(50))).isFalse();
    }

    private static Phase phase(double perSecond, int warmUp, int measured, int mostAtOnce) {
        return Phase.atRate(perSecond, Duration.ofSeconds(warmUp), Duration.ofSeconds(measured), mostAtOnce);
    }
}
