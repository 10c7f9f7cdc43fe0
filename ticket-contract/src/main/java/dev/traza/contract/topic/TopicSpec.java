package dev.traza.contract.topic;

import java.util.Map;

/**
 * A topic and what it must be like. {@code partitioned} topics all have the same partition count, fixed for life when
 * they are created, because a ticket's partition, number and writer follow from it; the others have one partition.
 *
 * @param settings Kafka's topic settings that matter for safety; verified by every service at start
 */
public record TopicSpec(String name, boolean partitioned, Map<String, String> settings) {

    public TopicSpec {
        settings = Map.copyOf(settings);
    }
}
