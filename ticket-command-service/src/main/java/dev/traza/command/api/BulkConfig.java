package dev.traza.command.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How requests for many tickets are carried out. */
@ConfigMapping(prefix = "traza.command.bulk")
interface BulkConfig {

    /** Commands of one request that are waited for at the same time. */
    @WithDefault("32")
    int concurrency();

    /**
     * How long decisions are waited for. What has not begun by then is only put on record, and what could not be put on
     * record within the same time again is not begun at all.
     */
    @WithDefault("10s")
    Duration within();
}
