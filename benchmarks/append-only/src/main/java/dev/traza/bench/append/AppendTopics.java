package dev.traza.bench.append;

import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import dev.traza.kit.topic.UsedTopics;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The topic it appends to, which is like that of the commands. */
final class AppendTopics {

    @Produces
    @Singleton
    UsedTopics used(AppendConfig config) {
        return new UsedTopics(List.of(new TopicSpec(
                config.topic(), Topics.TICKET_COMMANDS.partitioned(), Topics.TICKET_COMMANDS.settings())));
    }
}
