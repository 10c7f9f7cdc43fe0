package dev.traza.query.feed;

import dev.traza.contract.reader.KeyCache;
import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import dev.traza.kit.feed.Feed;
import dev.traza.kit.feed.FeedHealth;
import dev.traza.kit.topic.UsedTopics;
import dev.traza.kit.trace.TraceContext;
import dev.traza.query.calendar.Calendars;
import dev.traza.query.consistency.Freshness;
import dev.traza.query.directory.Directory;
import dev.traza.query.live.LiveLog;
import dev.traza.query.log.Projection;
import dev.traza.query.node.NodeId;
import dev.traza.query.projection.LogEnds;
import dev.traza.query.projection.NamedProjection;
import dev.traza.query.projection.ProjectionConfig;
import dev.traza.query.projection.ProjectionControl;
import dev.traza.query.projection.ProjectionStates;
import dev.traza.query.projection.Projections;
import dev.traza.query.projection.Served;
import dev.traza.query.savedview.SavedViews;
import dev.traza.query.store.CommandStore;
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
import org.jspecify.annotations.Nullable;

/**
 * The feeds of a query node: the status of commands, shared with the other nodes by a consumer group; what happens live,
 * calendars, teams and saved views, which take all; and those of the generations of each projection, shared or with all
 * records for this node alone.
 */
@ApplicationScoped
public class Feeds {

    private static final Logger LOG = Logger.getLogger(Feeds.class);
    private static final Duration STOP = Duration.ofSeconds(8);
    private static final List<TopicSpec> EVENTS =
            List.of(Topics.TICKET_EVENTS, Topics.ROUTING_EVENTS, Topics.SLA_EVENTS);
    private static final List<TopicSpec> DIRECTORY = List.of(Topics.ROUTING_DIRECTORY);
    private static final List<TopicSpec> VIEWS = List.of(Topics.SAVED_VIEWS);
    private static final List<TopicSpec> COMMANDS = List.of(Topics.TICKET_COMMANDS, Topics.TICKET_COMMAND_REPLIES);

    private final FeedConfig config;
    private final NodeId node;
    private final Map<String, Object> kafka;
    private final CommandStore commands;
    private final LiveLog live;
    private final Calendars calendars;
    private final Directory directory;
    private final SavedViews savedViews;
    private final Projections projections;
    private final ProjectionStates states;
    private final ProjectionControl control;
    private final ProjectionConfig projectionConfig;
    private final LogEnds logEnds;
    private final KeyCache keys;
    private final Freshness freshness;
    private final FeedHealth health;
    private final MeterRegistry registry;
    private final Clock clock;
    private final List<LogReader<?>> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Generations<?>> generations = new ArrayList<>();
    private @Nullable Thread looking;

    @Inject
    Feeds(
            FeedConfig config,
            NodeId node,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            CommandStore commands,
            LiveLog live,
            Calendars calendars,
            Directory directory,
            SavedViews savedViews,
            Projections projections,
            ProjectionStates states,
            ProjectionControl control,
            ProjectionConfig projectionConfig,
            LogEnds logEnds,
            KeyCache keys,
            Freshness freshness,
            FeedHealth health,
            MeterRegistry registry,
            Clock clock) {
        this.config = config;
        this.node = node;
        this.kafka = kafka;
        this.commands = commands;
        this.live = live;
        this.calendars = calendars;
        this.directory = directory;
        this.savedViews = savedViews;
        this.projections = projections;
        this.states = states;
        this.control = control;
        this.projectionConfig = projectionConfig;
        this.logEnds = logEnds;
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
        all.add(Topics.SLA_POLICIES);
        all.addAll(DIRECTORY);
        all.addAll(VIEWS);
        return new UsedTopics(all);
    }

    void onStart(@Observes StartupEvent start) {
        FeedMetrics ofCommands = new FeedMetrics(registry, clock, "commands");
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
                "live",
                EVENTS,
                false,
                FeedConfig.OnUnreadable.SKIP, // the feeds that make views tell of it
                () -> LogReader.OutOfRange.STOP,
                Readings.Happenings.OF_ALL,
                live,
                batch -> {},
                new FeedMetrics(registry, clock, "live")));
        begin(reader(
                "calendars",
                List.of(Topics.SLA_POLICIES),
                false,
                config.unreadableEvents(),
                () -> LogReader.OutOfRange.GO_ON,
                new Readings.Calendars(),
                calendars,
                batch -> {},
                new FeedMetrics(registry, clock, "calendars")));
        begin(reader(
                Directory.FEED,
                DIRECTORY,
                false,
                FeedConfig.OnUnreadable.SKIP, // a kind of entry that is newer than this reader is none of its business
                () -> LogReader.OutOfRange.GO_ON,
                new Readings.OfDirectory(),
                directory,
                batch -> {},
                new FeedMetrics(registry, clock, Directory.FEED)));
        begin(reader(
                SavedViews.FEED,
                VIEWS,
                false,
                FeedConfig.OnUnreadable.SKIP, // one view less is better than no search at all
                () -> LogReader.OutOfRange.GO_ON,
                new Readings.OfViews(),
                savedViews,
                batch -> freshness.changed(),
                new FeedMetrics(registry, clock, SavedViews.FEED)));
        projections.all().forEach(served -> generations.add(generationsOf(served)));
        looking = Thread.ofPlatform().name("projections").start(this::look);
    }

    private <P extends Projection<LoggedEvent>> Generations<P> generationsOf(Served<P> served) {
        return new Generations<>(
                served,
                node.id(),
                states,
                control,
                logEnds,
                projectionConfig,
                new GenerationReaders(),
                health,
                new GenerationMetrics(registry, clock, served.kind().name()),
                clock);
    }

    private void look() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (Generations<?> one : generations) {
                    try {
                        one.look();
                    } catch (RuntimeException e) {
                        LOG.errorf(e, "Projections are looked after again in %s", projectionConfig.poll());
                    }
                }
                Thread.sleep(projectionConfig.poll());
            }
        } catch (InterruptedException stop) {
            LOG.debug("Projections are not looked after any more");
        }
    }

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        long until = System.nanoTime() + STOP.toNanos();
        Thread looker = looking;
        if (looker != null) {
            looker.interrupt();
            var unused = looker.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
        }
        readers.forEach(LogReader::stop);
        generations.forEach(Generations::stop);
        for (Thread thread : threads) {
            if (!thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
                LOG.warnf("%s did not end in time; what it had in hand is done again after the next start", thread);
            }
        }
        for (Generations<?> one : generations) {
            one.close(until);
        }
    }

    /** Makes the readers of generations. */
    private final class GenerationReaders implements Generations.Readers {

        @Override
        public <P extends Projection<LoggedEvent>> LogReader<LoggedEvent> of(
                NamedProjection<P> kind,
                int number,
                P projection,
                Feed feed,
                Generations.IsServing isServing,
                GenerationMetrics metrics) {
            return new LogReader<>(
                    feed,
                    kind.topics(),
                    kind.isShared(),
                    config,
                    config.unreadableEvents(),
                    () -> kind.beginAnew(projection) ? LogReader.OutOfRange.GO_ON : LogReader.OutOfRange.STOP,
                    consumer(kind.name(), kind.isShared() ? group(kind, number) : null),
                    kind.readsTexts() ? Readings.Events.OF_ALL : new Readings.Unopened(Readings.Events.OF_ALL),
                    keys,
                    projection,
                    batch -> {
                        if (isServing.now()) {
                            freshness.changed();
                            batch.forEach(event -> {
                                metrics.ofFeed(true).visible(event.envelope().recordedAt());
                                if (kind.isShared()) {
                                    tell(event);
                                }
                            });
                        }
                    },
                    metrics.ofFeed(isServing.now()),
                    new Beside(projectionConfig, isServing));
        }

        @Override
        public String group(NamedProjection<?> kind, int number) {
            return config.group() + "-" + kind.name() + "-" + kind.label(number);
        }
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
                consumer(name, shared ? config.group() + "-" + name : null),
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

    /** @param group with whom the partitions are shared; absent for a consumer that takes all */
    private KafkaConsumer<String, byte[]> consumer(String feed, @Nullable String group) {
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
        if (group != null) {
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
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
