package dev.traza.command.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.OptionalInt;

/** How commands are handed over and their answers waited for. */
@ConfigMapping(prefix = "traza.command")
public interface GatewayConfig {

    /** How long a caller waits for the decision before being told where to ask for it. */
    @WithName("wait")
    @WithDefault("5s")
    Duration answerWithin();

    /** Callers that may wait at the same time; more are sent away until there is room. */
    @WithDefault("2000")
    int maxWaiting();

    /** When those sent away should come back. */
    @WithDefault("2s")
    Duration retryAfter();

    /** The partition of the answers that this instance listens to; by default one is drawn at each start. */
    OptionalInt replyPartition();

    /** Commands on their way to the broker, in bytes. */
    @WithDefault("32M")
    MemorySize buffer();

    /** How long a command may be on its way to the broker before it is given up. */
    @WithDefault("5s")
    Duration deliveryTimeout();

    /** How long a request may be held up by a full buffer. */
    @WithDefault("500ms")
    Duration maxBlock();

    /** How long after its resolution a ticket can be reopened; fixed in each command when it is accepted. */
    @WithDefault("14d")
    Duration reopenWindow();
}
