package dev.traza.notification.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events are listened to. */
@ConfigMapping(prefix = "traza.notification.feed")
public interface FeedConfig {

    /** Events recorded longer ago than this when first heard are put on record, but nobody is told. */
    @WithDefault("24h")
    Duration tooOldAfter();

    /** First pause when MongoDB does not answer or keys cannot be had; it doubles up to {@link #longestStorePause()}. */
    @WithDefault("250ms")
    Duration firstStorePause();

    /** Longest pause between two tries while MongoDB does not answer or keys cannot be had. */
    @WithDefault("5s")
    Duration longestStorePause();
}
