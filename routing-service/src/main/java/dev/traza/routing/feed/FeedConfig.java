package dev.traza.routing.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events are worked off. */
@ConfigMapping(prefix = "traza.routing.feed")
public interface FeedConfig {

    /** How many tickets may wait for their decision while old events are caught up with; more are decided on at once. */
    @WithDefault("100000")
    int maxHeld();

    /** How often the same events are tried while the database or the brokers are away, before the feed gives up. */
    @WithDefault("120")
    int maxAttempts();

    /** Wait before another try. */
    @WithDefault("1s")
    Duration retryDelay();

    /** How often it is looked whether the end of the log, as it was at the start, has been reached. */
    @WithDefault("500ms")
    Duration catchUpInterval();
}
