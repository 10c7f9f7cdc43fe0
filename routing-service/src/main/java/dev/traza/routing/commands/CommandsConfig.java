package dev.traza.routing.commands;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How decisions and directory entries are sent. */
@ConfigMapping(prefix = "traza.routing.commands")
public interface CommandsConfig {

    /** How long one attempt to send may take altogether, waiting for the brokers included. */
    @WithDefault("20s")
    Duration sendTimeout();

    /** How much may wait to be sent, in bytes; more waits at the sender. */
    @WithDefault("8388608")
    long bufferBytes();
}
