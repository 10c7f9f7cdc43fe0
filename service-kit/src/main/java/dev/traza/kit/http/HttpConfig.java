package dev.traza.kit.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the HTTP surface. */
@ConfigMapping(prefix = "traza.http")
public interface HttpConfig {

    /** Largest body of a request. */
    @WithDefault("1M")
    MemorySize maxBodySize();
}
