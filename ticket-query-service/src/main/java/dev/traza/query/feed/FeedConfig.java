package dev.traza.query.feed;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Reading the log. */
@ConfigMapping(prefix = "traza.query.feed")
public interface FeedConfig {

    /** Prefix of the consumer groups; nodes that share a database have the same. */
    @WithDefault("traza-query")
    String group();

    /** Largest number of records taken in at once. */
    @WithDefault("500")
    int batchSize();

    /** Most bytes that Kafka hands over at once; each feed holds as much at a time. */
    @WithDefault("8M")
    MemorySize fetchSize();

    /** After how long without a sign of life a node's partitions go to the others. */
    @WithDefault("10s")
    Duration sessionTimeout();

    /** How often a feed that follows the log makes sure that its read model has not been emptied behind its back. */
    @WithDefault("10s")
    Duration verifyEvery();

    /** First wait after a read model could not be reached; each further wait is twice as long. */
    @WithDefault("200ms")
    Duration firstRetry();

    /** Longest wait between two tries. */
    @WithDefault("5s")
    Duration longestRetry();

    /** After how many tries in a row a feed says that it is waiting, and the node is not ready any more. */
    @WithDefault("3")
    int triesBeforeDown();

    /** What to do with a record on the public topics that cannot be read, or is of a type not known here. */
    @WithDefault("STOP")
    OnUnreadable unreadableEvents();

    /**
     * What to do with a record on the command topics that cannot be read. Such a command is refused by its processor, and
     * no ticket depends on it.
     */
    @WithDefault("SKIP")
    OnUnreadable unreadableCommands();

    /** How a feed meets a record that it cannot read. */
    enum OnUnreadable {
        /** The feed stops and the node is not ready until a release that can read it, or a person, helps. */
        STOP,
        /** It is counted, logged and left out. */
        SKIP
    }
}
