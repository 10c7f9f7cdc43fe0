package dev.traza.sla.topology;

import dev.traza.contract.topic.Topics;
import dev.traza.kit.topic.UsedTopics;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Says which topics have to be there before the clocks start. */
public class SlaTopics {

    @Produces
    @Singleton
    UsedTopics used() {
        return new UsedTopics(
                List.of(Topics.TICKET_EVENTS, Topics.TICKET_COMMANDS, Topics.SLA_POLICIES, Topics.SLA_EVENTS));
    }
}
