package dev.traza.query.feed;

import dev.traza.query.projection.Generation;
import dev.traza.query.projection.NodeReport;
import dev.traza.query.projection.ProjectionState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The figures of one projection's generations on this node. */
final class GenerationMetrics {

    /** What was told last. */
    private record Told(ProjectionState state, NodeReport report, long end, Instant at) {}

    private final FeedMetrics answering;
    private final FeedMetrics beside;
    private volatile @Nullable Told told;

    GenerationMetrics(MeterRegistry registry, Clock clock, String projection) {
        // Two, however many generations there will be: a figure for each would go on for ever.
        answering = new FeedMetrics(registry, clock, projection);
        beside = new FeedMetrics(registry, clock, projection + "-beside");
        Tags tags = Tags.of("projection", projection);
        gauge(registry, tags, "traza.projection.generation", "Number of the generation that answers here", last -> {
            Integer serving = last.report().serving();
            return serving == null ? 0 : serving;
        });
        gauge(
                registry,
                tags,
                "traza.projection.age.seconds",
                "How long the generation that answers has been the one that shall",
                last -> seconds(last, last.state().serving()));
        gauge(
                registry,
                tags,
                "traza.projection.beside",
                "Whether there is a generation beside the one that answers",
                last -> last.state().other() == null ? 0 : 1);
        gauge(
                registry,
                tags,
                "traza.projection.beside.failed",
                "Whether the generation beside could not be built",
                besideOr(other -> other.phase() == Generation.Phase.FAILED ? 1 : 0));
        gauge(
                registry,
                tags,
                "traza.projection.beside.progress",
                "Share of the log that the generation beside has behind it, of a shared one in this node's partitions",
                this::progress);
    }

    FeedMetrics ofFeed(boolean answers) {
        return answers ? answering : beside;
    }

    void tell(ProjectionState state, NodeReport report, long end, Instant at) {
        told = new Told(state, report, end, at);
    }

    private double progress(Told last) {
        Generation other = last.state().other();
        if (other == null || last.end() == 0) {
            return other == null ? 0 : 1;
        }
        return last.report()
                .of(other.number())
                .map(fed -> Math.min(1.0, (double) fed.done() / last.end()))
                .orElse(0.0);
    }

    private static double seconds(Told last, Generation serving) {
        Instant since = serving.servingSince();
        return since == null ? 0 : Duration.between(since, last.at()).toSeconds();
    }

    private static ToDoubleFunction<Told> besideOr(Function<Generation, Integer> of) {
        return last -> {
            Generation other = last.state().other();
            return other == null ? 0 : of.apply(other);
        };
    }

    private void gauge(
            MeterRegistry registry, Tags tags, String name, String description, ToDoubleFunction<Told> value) {
        Gauge.builder(name, this, metrics -> {
                    Told last = metrics.told;
                    return last == null ? 0 : value.applyAsDouble(last);
                })
                .tags(tags)
                .description(description)
                .register(registry);
    }
}
