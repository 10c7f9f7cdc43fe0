package dev.traza.query.feed;

import dev.traza.query.projection.ProjectionConfig;
import java.time.Duration;

/** The pace of a generation: as fast as it can while it answers, and with rests while it is built beside another. */
record Beside(ProjectionConfig config, Generations.IsServing isServing) implements LogReader.Pace {

    @Override
    public Duration restAfter(Duration took, boolean caughtUp) {
        if (caughtUp || isServing.now()) {
            return Duration.ZERO;
        }
        double share = Math.clamp(config.share(), 0.01, 1.0);
        Duration rest = Duration.ofNanos((long) (took.toNanos() * (1 / share - 1)));
        return rest.compareTo(config.longestRest()) > 0 ? config.longestRest() : rest;
    }
}
