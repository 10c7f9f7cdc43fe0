package dev.traza.command;

import dev.traza.contract.topic.Topics;
import dev.traza.kit.topic.UsedTopics;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The topics that must stand before this service starts. */
public class CommandTopics {

    @Produces
    @Singleton
    UsedTopics topics() {
        return new UsedTopics(List.of(
                Topics.COMMAND_KEYS,
                Topics.TICKET_COMMANDS,
                Topics.TICKET_COMMAND_REPLIES,
                Topics.TICKET_EVENTS,
                Topics.TICKET_KEYS,
                Topics.CATALOG_EVENTS,
                Topics.ROUTING_DIRECTORY));
    }
}
