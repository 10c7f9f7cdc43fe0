package dev.traza.notification.feed;

import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import dev.traza.kit.feed.FeedHealth;
import dev.traza.kit.topic.UsedTopics;
import dev.traza.notification.ledger.Ledger;
import dev.traza.notification.rule.NotificationRules;
import dev.traza.notification.ticket.TicketContexts;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** The three feeds of this service: their topics, their places, and when they have caught up. */
@ApplicationScoped
public class Feeds {

    static final String TICKETS = "ticket-events";
    static final String SLA = "sla-events";
    static final String DIRECTORY = "routing-directory";

    private static final Logger LOG = Logger.getLogger(Feeds.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final Stand tickets;
    private final Stand sla;
    private final Stand directory;
    private final Shutdown shutdown;

    @Inject
    Feeds(FeedHealth health, Shutdown shutdown) {
        tickets = new Stand(health.feed(TICKETS));
        sla = new Stand(health.feed(SLA));
        directory = new Stand(health.feed(DIRECTORY));
        this.shutdown = shutdown;
    }

    Stand tickets() {
        return tickets;
    }

    Stand sla() {
        return sla;
    }

    Stand directory() {
        return directory;
    }

    @Produces
    @Singleton
    UsedTopics topics() {
        return new UsedTopics(List.<TopicSpec>of(Topics.TICKET_EVENTS, Topics.SLA_EVENTS, Topics.ROUTING_DIRECTORY));
    }

    @Produces
    @Singleton
    @Identifier(TICKETS)
    KafkaConsumerRebalanceListener placeInTickets(FeedPositions positions, FeedConfig config) {
        return new OwnPlace(tickets, positions, config, shutdown);
    }

    @Produces
    @Singleton
    @Identifier(SLA)
    KafkaConsumerRebalanceListener placeInSla(FeedPositions positions, FeedConfig config) {
        return new OwnPlace(sla, positions, config, shutdown);
    }

    @Produces
    @Singleton
    @Identifier(DIRECTORY)
    KafkaConsumerRebalanceListener placeInDirectory(FeedPositions positions, FeedConfig config) {
        return new OwnPlace(directory, positions, config, shutdown);
    }

    @Produces
    @Singleton
    Recorder recorder(TicketContexts contexts, Ledger ledger, NotificationRules rules, FeedConfig config, Clock clock) {
        return new Recorder(contexts, ledger, rules, config.tooOldAfter(), clock);
    }

    void onStart(@Observes StartupEvent start, KafkaClientService clients) {
        Thread.ofVirtual().name("feed-watch").start(() -> watch(clients));
    }

    /** Offsets that were handled do not tell the end of a log, since transactions end with a marker; the consumer knows. */
    private void watch(KafkaClientService clients) {
        List<Stand> behind = List.of(directory, tickets, sla);
        while (!behind.isEmpty()) {
            for (Stand stand : behind) {
                KafkaConsumer<Object, Object> consumer = clients.getConsumer(stand.topic());
                if (consumer == null || !stand.isAssigned()) {
                    continue;
                }
                try {
                    stand.compare(consumer.getPositions().await().atMost(ANSWER_WITHIN));
                } catch (TimeoutException | IllegalStateException notNow) {
                    LOG.debugf("The consumer of %s does not tell its place: %s", stand.topic(), notNow.toString());
                }
            }
            behind = behind.stream().filter(stand -> !stand.hasCaughtUp()).toList();
            if (shutdown.await(LOOK_EVERY)) {
                return;
            }
        }
        LOG.info("All feeds have caught up");
    }
}
