package dev.traza.kit;

import dev.traza.contract.topic.Topics;
import dev.traza.kit.topic.UsedTopics;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The topics of the smallest service. */
public class KitTopics {

    @Produces
    @Singleton
    UsedTopics topics() {
        return new UsedTopics(List.of(Topics.TICKET_EVENTS, Topics.ROUTING_DIRECTORY));
    }
}
