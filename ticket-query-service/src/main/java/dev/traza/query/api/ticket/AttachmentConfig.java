package dev.traza.query.api.ticket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/** How attachments are handed out. Where they are is {@code traza.attachments.store}. */
@ConfigMapping(prefix = "traza.query.attachments")
public interface AttachmentConfig {

    /** Types that may be shown in a browser when that is asked for; all others are saved. */
    @WithDefault("image/png,image/jpeg,image/gif,image/webp,application/pdf")
    Set<String> inlineTypes();

    /** Files that are on their way at the same time; more wait for their turn. */
    @WithDefault("64")
    int concurrentDownloads();

    /** How long one waits for its turn. */
    @WithDefault("20s")
    Duration turnWithin();

    /** How long one may take, however slowly it is read. */
    @WithDefault("10m")
    Duration downloadTimeout();
}
