package dev.traza.kit.topic;

import dev.traza.contract.topic.TopicSpec;
import java.util.List;

/** The topics a service reads or writes; each service produces one as a singleton bean. */
public record UsedTopics(List<TopicSpec> topics) {

    public UsedTopics {
        topics = List.copyOf(topics);
    }
}
