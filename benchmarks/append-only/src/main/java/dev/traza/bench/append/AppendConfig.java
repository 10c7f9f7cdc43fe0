package dev.traza.bench.append;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is appended, and where. */
@ConfigMapping(prefix = "traza.append-only")
public interface AppendConfig {

    /** The topic; it has as many partitions as the ticket's topics. */
    @WithDefault("append-only")
    String topic();

    /** Bytes of each record's value: what is sent is filled up to it, or cut. */
    @WithDefault("1000")
    int valueBytes();
}
