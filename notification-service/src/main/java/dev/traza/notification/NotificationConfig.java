package dev.traza.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is told at all, and where the ledger is. */
@ConfigMapping(prefix = "traza.notification")
public interface NotificationConfig {

    /** The database of the ledger. */
    @WithDefault("traza_notification")
    String database();

    /** SLA warnings below this threshold tell nobody, in percent of the target. */
    @WithDefault("75")
    int warnFromPercent();
}
