package dev.traza.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateSearchTest {

    private static final RateSearch SEARCH = new RateSearch(12, 0.05);

    private final List<Double> tried = new ArrayList<>();

    @ParameterizedTest(name = "the limit {0} is found from {1}")
    @CsvSource({"1000, 1000", "1000, 900", "1000, 300", "1000, 2500", "1000, 1001", "37.5, 100"})
    void findsTheLimitFromBelowAndFromAbove(double limit, double begin) {
        RateSearch.Found found = SEARCH.search(begin, rate -> attempt(rate, rate <= limit));

        assertThat(found.perSecond()).isLessThanOrEqualTo(limit).isGreaterThan(limit * 0.9);
        assertThat(found.tried()).isEqualTo(tried.size()).isLessThanOrEqualTo(12);
    }

    @Test
    void findsNothingWhenNothingIsKept() {
        assertThat(SEARCH.search(1000, rate -> attempt(rate, false)).perSecond())
                .isZero();
        assertThat(tried).hasSize(12).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void triesNothingAboveWhatWasLost() {
        var unused = SEARCH.search(1000, rate -> attempt(rate, rate <= 700));

        double lost = Double.POSITIVE_INFINITY;
        for (double rate : tried) {
            assertThat(rate).isLessThan(lost);
            lost = rate > 700 ? rate : lost;
        }
    }

    @Test
    void findsWhatAServerWithAKnownLimitManages() {
        // One request after the other in 4 ms each: 250 a second and no more.
        RateSearch.Found found = SEARCH.search(400, rate -> {
            ImaginedTime time = new ImaginedTime();
            Outcome outcome = new OpenLoop(time)
                    .run(
                            Phase.atRate(rate, Duration.ofSeconds(1), Duration.ofSeconds(20), 500),
                            new ImaginedServer(time, 4_000_000));
            return attempt(rate, outcome.kept(rate, Duration.ofMillis(200)));
        });

        assertThat(found.perSecond()).isBetween(235.0, 253.0);
    }

    private RateSearch.Trial attempt(double rate, boolean kept) {
        tried.add(rate);
        return () -> kept;
    }
}
