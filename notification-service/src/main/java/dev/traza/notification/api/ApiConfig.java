package dev.traza.notification.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the lists. */
@ConfigMapping(prefix = "traza.notification.api")
public interface ApiConfig {

    /** Items of a page when the caller names no limit. */
    @WithDefault("50")
    int defaultLimit();

    /** Items of a page at most. */
    @WithDefault("200")
    int maxLimit();
}
