package dev.traza.query.feed;

import dev.traza.contract.reader.KeyCache;
import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import dev.traza.kit.feed.FeedHealth;
import dev.traza.kit.topic.UsedTopics;
import dev.traza.kit.trace.TraceContext;
import dev.traza.query.consistency.Freshness;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.live.LiveLog;
import dev.traza.query.log.Projection;
import dev.traza.query.node.NodeId;
import dev.traza.query.store.CommandStore;
import dev.traza.query.store.TicketStore;
import dev.traza.query.view.LoggedEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * The feeds of a query node: views of tickets and the status of commands, shared with the other nodes by consumer groups;
 * and the node's own index, and what happens live, which take all.
 */
@ApplicationScoped
public class Feeds {

    private static final Logger LOG = Logger.getLogger(Feeds.class);
    private static final Duration STOP = Duration.ofSeconds(8);
    private static final List<TopicSpec> EVENTS =
            List.of(Topics.TICKET_EVENTS, Topics.ROUTING_EVENTS, Topics.SLA_EVENTS);
    private static final List<TopicSpec> COMMANDS = List.of(Topics.TICKET_COMMANDS, Topics.TICKET_COMMAND_REPLIES);

    private final FeedConfig config;
    private final NodeId node;
    private final Map<String, Object> kafka;
    private final TicketStore tickets;
    private final CommandStore commands;
    private final TicketIndex index;
    private final LiveLog live;
    private final KeyCache keys;
    private final Freshness freshness;
    private final FeedHealth health;
    private final MeterRegistry registry;
    private final Clock clock;
    private final List<LogReader<?>> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @Inject
    Feeds(
            FeedConfig config,
            NodeId node,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            TicketStore tickets,
            CommandStore commands,
            TicketIndex index,
            LiveLog live,
            KeyCache keys,
            Freshness freshness,
            FeedHealth health,
            MeterRegistry registry,
            Clock clock) {
        this.config = config;
        this.node = node;
        this.kafka = kafka;
        this.tickets = tickets;
        this.commands = commands;
        this.index = index;
        this.live = live;
        this.keys = keys;
        this.freshness = freshness;
        this.health = health;
        this.registry = registry;
        this.clock = clock;
    }

    /** Tells the start which topics to verify. */
    @Produces
    @Singleton
    static UsedTopics usedTopics() {
        List<TopicSpec> all = new ArrayList<>(EVENTS);
        all.addAll(COMMANDS);
        all.add(Topics.TICKET_PRESENCE);
        return new UsedTopics(all);
    }

    void onStart(@Observes StartupEvent start) {
        FeedMetrics ofTickets = new FeedMetrics(registry, clock, "tickets");
        FeedMetrics ofCommands = new FeedMetrics(registry, clock, "commands");
        FeedMetrics ofIndex = new FeedMetrics(registry, clock, "index");
        begin(reader(
                "tickets",
                EVENTS,
                true,
                config.unreadableEvents(),
                () -> LogReader.OutOfRange.STOP,
                Readings.Events.OF_ALL,
                tickets,
                batch -> {
                    freshness.changed();
                    batch.forEach(event -> {
                        ofTickets.visible(event.envelope().recordedAt());
                        tell(event);
                    });
                },
                ofTickets));
        begin(reader(
                "commands",
                COMMANDS,
                true,
                config.unreadableCommands(),
                () -> LogReader.OutOfRange.GO_ON,
                new Readings.Commands(),
                commands,
                batch -> freshness.changed(),
                ofCommands));
        begin(reader(
                "index",
                EVENTS,
                false,
                config.unreadableEvents(),
                () -> {
                    index.forget(); // cheap to make again, and useless when made from another log
                    return LogReader.OutOfRange.GO_ON;
                },
                Readings.Events.OF_ALL,
                index,
                batch -> {
                    freshness.changed();
                    batch.forEach(event -> ofIndex.visible(event.envelope().recordedAt()));
                },
                ofIndex));
        begin(reader(
                "live",
                EVENTS,
                false,
                FeedConfig.OnUnreadable.SKIP, // the feeds that make views tell of it
                () -> LogReader.OutOfRange.STOP,
                Readings.Happenings.OF_ALL,
                live,
                batch -> {},
                new FeedMetrics(registry, clock, "live")));
    }

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        readers.forEach(LogReader::stop);
        long until = System.nanoTime() + STOP.toNanos();
        for (Thread thread : threads) {
            if (!thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
                LOG.warnf("%s did not end in time; what it had in hand is done again after the next start", thread);
            }
        }
        index.close();
    }

    private <T> LogReader<T> reader(
            String name,
            List<TopicSpec> topics,
            boolean shared,
            FeedConfig.OnUnreadable onUnreadable,
            Supplier<LogReader.OutOfRange> onOutOfRange,
            LogReader.Reading<T> reading,
            Projection<T> projection,
            Consumer<List<T>> applied,
            FeedMetrics metrics) {
        return new LogReader<>(
                health.feed(name),
                topics.stream().map(TopicSpec::name).toList(),
                shared,
                config,
                onUnreadable,
                onOutOfRange,
                consumer(name, shared),
                reading,
                keys,
                projection,
                applied,
                metrics);
    }

    private void begin(LogReader<?> reader) {
        readers.add(reader);
        threads.add(Thread.ofPlatform().name("feed-" + readers.size()).start(reader));
    }

    private KafkaConsumer<String, byte[]> consumer(String feed, boolean shared) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "query-" + feed);
        // Positions are kept beside what was made of the records; those that Kafka would keep could differ from it.
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batchSize());
        settings.put(
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, (int) config.fetchSize().asLongValue());
        if (shared) {
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.group() + "-" + feed);
            // Gives the same partition of all topics to one node, so that each ticket has one writer.
            settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
            // A node that comes back after a crash takes its old place instead of waiting for it to time out.
            settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, node.id());
            settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int)
                    config.sessionTimeout().toMillis());
            settings.put(
                    ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                    (int) config.sessionTimeout().toMillis() / 4);
        } else {
            settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        }
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** One line by which a trace can be followed up to here. */
    private static void tell(LoggedEvent event) {
        UUID commandId =
                switch (event) {
                    case LoggedEvent.OfTicket(var envelope) -> envelope.causationId();
                    case LoggedEvent.OfSla sla -> null;
                    case LoggedEvent.OfRouting routing -> null;
                };
        try (TraceContext scope =
                TraceContext.of(event.envelope().traceparent(), event.envelope().ticketId(), commandId)) {
            LOG.infof(
                    "Readable: %s, %s %d",
                    event.envelope().event().getClass().getSimpleName(),
                    event.source(),
                    event.envelope().sequence());
        }
    }
}
