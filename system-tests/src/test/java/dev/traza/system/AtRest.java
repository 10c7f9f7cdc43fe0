package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.system.check.Finding;
import dev.traza.system.check.HistoryChecker;
import dev.traza.system.check.Rule;
import dev.traza.system.history.History;
import dev.traza.system.history.HistoryReader;
import dev.traza.system.load.Acknowledgement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Waits until a stack has nothing left to do, and then looks at everything. */
final class AtRest {

    /** How long nothing may be added to any topic before we call it rest. */
    private static final Duration STILL = Duration.ofSeconds(4);

    /** What may be true for a moment longer: a view, a mail, an answer that is still on its way. */
    private static final Set<Rule> PASSING = EnumSet.of(
            Rule.VIEW_EQUALS_FOLD,
            Rule.LISTED_ONCE,
            Rule.MAIL_ARRIVED,
            Rule.EVERY_COMMAND_ANSWERED,
            Rule.TRANSACTIONS_ENDED);

    private AtRest() {}

    /** The history, once nothing is wrong with it. Fails with all findings as soon as one is there that cannot pass. */
    static History nothingWrong(Traza traza, List<Acknowledgement> acknowledgements) {
        awaitStillness(traza);
        HistoryReader reader = traza.history();
        Checked checked = await("views and mail have caught up")
                .atMost(Patience.REST)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Checked.of(reader.read(acknowledgements)), Checked::isFinal);
        assertThat(checked.findings()).isEmpty();
        return checked.history();
    }

    private record Checked(History history, List<Finding> findings) {

        @Override
        public String toString() {
            return findings.stream().limit(30).map(Finding::toString).collect(Collectors.joining("\n"));
        }

        static Checked of(History history) {
            return new Checked(history, HistoryChecker.check(history));
        }

        /** Whether waiting any longer changes nothing: all is well, or something is wrong that time does not heal. */
        boolean isFinal() {
            return !findings.stream().map(Finding::rule).allMatch(PASSING::contains) || findings.isEmpty();
        }
    }

    /** Waits until nothing is added to any topic any more: nobody reacts to anything. */
    static void awaitStillness(Traza traza) {
        await("nothing is added to any topic")
                .atMost(Patience.REST)
                .pollInterval(Duration.ofSeconds(1))
                .until(new Stillness(traza)::isReached);
    }

    private static final class Stillness {

        private final Traza traza;
        private Map<String, Long> last = Map.of();
        private Instant since = Instant.now();

        Stillness(Traza traza) {
            this.traza = traza;
        }

        boolean isReached() {
            Map<String, Long> ends = traza.log().ends();
            if (!ends.equals(last)) {
                last = ends;
                since = Instant.now();
            }
            return Duration.between(since, Instant.now()).compareTo(STILL) >= 0;
        }
    }
}
