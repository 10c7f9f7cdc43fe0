package dev.traza.query.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The read models in MongoDB. */
@ConfigMapping(prefix = "traza.query.store")
public interface StoreConfig {

    /** The database; nothing else may be in it. */
    @WithDefault("traza_query")
    String database();

    /** Whether a view is replaced only if it is still the one that was loaded. */
    @WithDefault("AUTO")
    Guard guard();

    /** How often a batch is folded anew because another node had changed one of its views, before the feed backs off. */
    @WithDefault("5")
    int staleAttempts();

    /** How long the status of a command can be asked for, in whole days; {@code ticket-commands} is kept as long. */
    @WithDefault("P7D")
    Duration commandRetention();

    /** When views are replaced only if nobody else has replaced them since they were loaded. */
    enum Guard {
        /** On a replica set; not on a single server, which is the embedded one. */
        AUTO,
        /** Always: needed as soon as two nodes share the database. Slow on the embedded server, which scans for it. */
        ON,
        /** Never: right as long as one node writes. */
        OFF
    }
}
