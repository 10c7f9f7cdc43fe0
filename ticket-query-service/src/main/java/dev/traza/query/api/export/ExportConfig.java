package dev.traza.query.api.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How lists are exported. */
@ConfigMapping(prefix = "traza.query.export")
public interface ExportConfig {

    /** Exports that are on their way at the same time; more are refused with 429. */
    @WithDefault("4")
    int concurrent();

    /** Most tickets of one export; longer lists are refused with 422. */
    @WithDefault("100000")
    int maxTickets();

    /** How long one may take, however slowly it is read. As long, the files of the index stay that it reads from. */
    @WithDefault("10m")
    Duration timeout();

    /** What those who are refused are told to wait. */
    @WithDefault("5s")
    Duration retryAfter();
}
