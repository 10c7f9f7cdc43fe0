package dev.traza.command.offering;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the service catalog is used. */
@ConfigMapping(prefix = "traza.catalog")
public interface CatalogConfig {

    /** What becomes of a ticket whose category the catalog does not know. */
    @WithDefault("accept")
    UnknownCategory unknownCategory();

    /** How long a change of the catalog is held back until this instance checks by it, before it is answered anyway. */
    @WithDefault("2s")
    Duration visibleWithin();

    /** Items that the catalog can have; a new one beyond them is refused. */
    @WithDefault("10000")
    int maxItems();

    /** Newest versions of each item that can be read over REST; older ones stand on {@code catalog-events} only. */
    @WithDefault("100")
    int versionsKept();

    /** What can be done with a category that the catalog does not know. */
    enum UnknownCategory {
        /** It is taken as it is, and custom fields with it. */
        ACCEPT,
        /** It is refused. */
        REFUSE
    }
}
