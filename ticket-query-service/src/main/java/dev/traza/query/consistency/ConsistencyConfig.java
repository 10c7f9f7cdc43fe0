package dev.traza.query.consistency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Waiting for the read models. */
@ConfigMapping(prefix = "traza.query.consistency")
public interface ConsistencyConfig {

    /** How long a reader with a Consistency-Token waits before it is sent away with 503. */
    @WithDefault("2s")
    Duration longestWait();

    /**
     * How often a waiting reader looks again when this node hears nothing: another node may be the one that writes the
     * ticket's view.
     */
    @WithDefault("25ms")
    Duration poll();

    /** How many readers may wait at once; each holds a worker thread, so keep it well below their number. */
    @WithDefault("64")
    int maxWaiting();

    /** How many tokens one request may carry. */
    @WithDefault("50")
    int maxTokens();
}
