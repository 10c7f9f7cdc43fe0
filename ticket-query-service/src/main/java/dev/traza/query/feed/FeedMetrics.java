package dev.traza.query.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The figures of one feed. */
final class FeedMetrics {

    private final Clock clock;
    private final AtomicLong lag = new AtomicLong();
    private final DistributionSummary batchSize;
    private final Timer visible;
    private final Counter unreadable;

    FeedMetrics(MeterRegistry registry, Clock clock, String feed) {
        this.clock = clock;
        Tags tags = Tags.of("feed", feed);
        registry.gauge("traza.feed.lag", tags, lag);
        batchSize = DistributionSummary.builder("traza.feed.batch.size")
                .description("Records taken in at once")
                .tags(tags)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        visible = Timer.builder("traza.feed.visible.after")
                .description("From the time of record to the read model, while following the log")
                .tags(tags)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        unreadable = Counter.builder("traza.feed.unreadable")
                .description("Records left out because they could not be read")
                .tags(tags)
                .register(registry);
    }

    void lag(long records) {
        lag.set(records);
    }

    void batch(int size) {
        batchSize.record(size);
    }

    void visible(Instant recordedAt) {
        Duration after = Duration.between(recordedAt, clock.instant());
        visible.record(after.isNegative() ? Duration.ZERO : after);
    }

    void leftOut() {
        unreadable.increment();
    }
}
