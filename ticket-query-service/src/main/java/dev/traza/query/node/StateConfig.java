package dev.traza.query.node;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where this node keeps what is its own. */
@ConfigMapping(prefix = "traza.state")
public interface StateConfig {

    /** A directory for this node alone, kept over restarts; losing it costs time, but no data. */
    @WithDefault("state")
    Path dir();
}
