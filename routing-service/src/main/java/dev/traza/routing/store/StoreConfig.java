package dev.traza.routing.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where routing keeps what it knows. */
@ConfigMapping(prefix = "traza.routing.store")
public interface StoreConfig {

    /** Name of the database. */
    @WithDefault("traza_routing")
    String database();

    /**
     * Whether writes of tickets and workloads name the revision they replace. On with MongoDB, where several instances
     * may work; off with the embedded server, which searches the whole collection for such a write, and where one instance
     * works alone.
     */
    @WithDefault("false")
    boolean guardedWrites();
}
