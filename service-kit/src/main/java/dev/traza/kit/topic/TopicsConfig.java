package dev.traza.kit.topic;

import dev.traza.contract.topic.TopicSpec;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How topics are created; must be the same for all services of an installation. */
@ConfigMapping(prefix = "traza.topics")
public interface TopicsConfig {

    /** Partition count of the ticket's topics, fixed for life once they exist; 12 suits one machine. */
    @WithDefault("48")
    int partitions();

    /** Copies of each topic; 1 on one machine. */
    @WithDefault("3")
    short replicationFactor();

    /** How long a starting service waits for the brokers before it gives up. */
    @WithDefault("60s")
    Duration startTimeout();

    /** The partition count of a topic. */
    default int partitionsOf(TopicSpec topic) {
        return topic.partitioned() ? partitions() : 1;
    }
}
