package dev.traza.query.savedview;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of saved views. */
@ConfigMapping(prefix = "traza.query.views")
public interface ViewConfig {

    /** Most views that one person keeps, shared ones included. */
    @WithDefault("100")
    int mostPerPerson();

    /** Most views in all: each node has all of them in memory. */
    @WithDefault("20000")
    int most();

    /** Most characters of a view's name. */
    @WithDefault("100")
    int longestName();

    /** Most characters of all parameters of a view together, names and values. */
    @WithDefault("8000")
    int longestParameters();

    /** How long a change may take to be written and read back. */
    @WithDefault("10s")
    Duration writeTimeout();

    /** How long a deleted view is remembered, so that a repeated request that made it does not make it again. */
    @WithDefault("P7D")
    Duration rememberedFor();
}
