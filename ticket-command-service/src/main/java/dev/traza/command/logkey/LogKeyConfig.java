package dev.traza.command.logkey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the keys of commands live. */
@ConfigMapping(prefix = "traza.command.log-keys")
public interface LogKeyConfig {

    /** How long an instance seals with the same key. */
    @WithDefault("1h")
    Duration rotateEvery();

    /**
     * How long a key stays after it was used last. Only keys go of which every command has been decided; what an erased
     * person wrote can be read from {@code ticket-commands} no longer than this.
     */
    @WithDefault("12h")
    Duration keptFor();

    /** How often is looked for keys that can go. */
    @WithDefault("10m")
    Duration sweepEvery();

    /** How long the brokers may take to confirm a key. */
    @WithDefault("5s")
    Duration within();
}
