package dev.traza.query.feed;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.kit.feed.Feed;
import dev.traza.kit.feed.FeedHealth;
import dev.traza.query.Configs;
import dev.traza.query.Story;
import dev.traza.query.TestKeys;
import dev.traza.query.index.IndexConfig;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.live.Happening;
import dev.traza.query.live.HappeningRecords;
import dev.traza.query.live.LiveLog;
import dev.traza.query.log.Projection;
import dev.traza.query.node.StateConfig;
import dev.traza.query.store.ReadModels;
import dev.traza.query.store.StoreConfig;
import dev.traza.query.store.TicketStore;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Source;
import dev.traza.stack.test.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A log of its own, a database of its own, and readers between them that can be stopped and started again. */
final class Rig implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(40);

    private final TestServers servers;
    private final String name = "rig-" + UUID.randomUUID();
    private final KafkaProducer<String, byte[]> producer;
    private final MongoClient mongo;
    private final List<Running> running = new ArrayList<>();
    private final TestKeys keys = new TestKeys();

    Rig(TestServers servers) throws InterruptedException, ExecutionException {
        this.servers = servers;
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers.bootstrapServers(),
                        // Topics made a moment ago may still look for their leader; that must not reorder anything.
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        false,
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1),
                new StringSerializer(),
                new ByteArraySerializer());
        mongo = MongoClients.create(servers.mongoConnectionString());
        try (Admin admin = Admin.create(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()))) {
            var unused = admin.createTopics(topics().stream()
                            .map(topic -> new NewTopic(topic, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    List<String> topics() {
        return List.of(topic("ticket"), topic("sla"), topic("routing"));
    }

    String topic(String source) {
        return name + "-" + source;
    }

    void write(Story... stories) {
        for (Story story : stories) {
            write(story.told());
        }
    }

    void write(List<LoggedEvent> events) {
        for (LoggedEvent event : events) {
            var unused = producer.send(
                    switch (event) {
                        case LoggedEvent.OfTicket(var envelope) ->
                            EventRecords.TICKET.write(envelope).to(topic("ticket"));
                        case LoggedEvent.OfSla(var envelope) ->
                            EventRecords.SLA.write(envelope).to(topic("sla"));
                        case LoggedEvent.OfRouting(var envelope) ->
                            EventRecords.ROUTING.write(envelope).to(topic("routing"));
                    });
        }
        producer.flush();
    }

    /** Writes what happened to tickets as it stands on the log: sealed. */
    void writeSealed(Story... stories) {
        for (Story story : stories) {
            writeSealed(story.told());
        }
    }

    void writeSealed(List<LoggedEvent> events) {
        for (LoggedEvent event : events) {
            if (event instanceof LoggedEvent.OfTicket(var envelope)) {
                var unused = producer.send(keys.write(envelope).to(topic("ticket")));
                producer.flush();
            } else {
                write(List.of(event));
            }
        }
    }

    TestKeys keys() {
        return keys;
    }

    MongoDatabase database() {
        return mongo.getDatabase(name);
    }

    void writeNonsense() {
        var unused = producer.send(new ProducerRecord<>(topic("ticket"), 0, "nobody", new byte[] {1, 2, 3}));
        producer.flush();
    }

    /** Leaves marks of a transaction at the end of a topic, and records that nobody may read. */
    void writeAndTakeBack() {
        Map<String, Object> settings = new HashMap<>(kafka());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
        try (KafkaProducer<String, byte[]> undecided =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            undecided.initTransactions();
            undecided.beginTransaction();
            for (int partition : List.of(0, 1)) {
                var unused = undecided.send(new ProducerRecord<>(topic("ticket"), partition, "nobody", new byte[] {1}));
            }
            undecided.flush();
            undecided.abortTransaction();
        }
    }

    TicketStore store(StoreConfig.Guard guard) {
        return store(mongo, guard);
    }

    TicketStore store(MongoClient client, StoreConfig.Guard guard) {
        StoreConfig config = Configs.of(
                StoreConfig.class, Map.of("traza.query.store.database", name, "traza.query.store.guard", guard.name()));
        return new TicketStore(new ReadModels(client, config), config);
    }

    TicketIndex index(Path state) {
        return index(state, Map.of());
    }

    TicketIndex index(Path state, Map<String, String> settings) {
        return new TicketIndex(
                Configs.of(StateConfig.class, Map.of("traza.state.dir", state.toString())),
                Configs.of(IndexConfig.class, settings));
    }

    void dropDatabase() {
        mongo.getDatabase(name).drop();
    }

    void dropView(UUID ticketId) {
        var unused =
                mongo.getDatabase(name).getCollection("tickets_v3").deleteOne(Filters.eq("_id", ticketId.toString()));
    }

    Running share(Projection<LoggedEvent> projection, Map<String, String> settings) {
        return start(projection, true, settings);
    }

    Running takeAll(Projection<LoggedEvent> projection) {
        return start(projection, false, Map.of());
    }

    /** The same without opening what people wrote. */
    Running takeAllUnopened(Projection<LoggedEvent> projection) {
        return start(projection, false, Map.of(), new Readings.Unopened(reading()));
    }

    private Readings.Events reading() {
        return new Readings.Events(topic("ticket"), topic("sla"), topic("routing"));
    }

    private Running start(Projection<LoggedEvent> projection, boolean shared, Map<String, String> otherwise) {
        return start(projection, shared, otherwise, reading());
    }

    private Running start(
            Projection<LoggedEvent> projection,
            boolean shared,
            Map<String, String> otherwise,
            LogReader.Reading<LoggedEvent> reading) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "traza.query.feed.first-retry", "20ms",
                "traza.query.feed.longest-retry", "100ms",
                "traza.query.feed.verify-every", "200ms"));
        settings.putAll(otherwise);
        FeedConfig config = Configs.of(FeedConfig.class, settings);
        Feed feed = new FeedHealth().feed("feed-" + running.size());
        LogReader<LoggedEvent> reader = new LogReader<>(
                feed,
                topics(),
                shared,
                config,
                config.unreadableEvents(),
                () -> LogReader.OutOfRange.STOP,
                consumer(shared ? name : null),
                reading,
                keys.cache(),
                projection,
                batch -> {},
                new FeedMetrics(new SimpleMeterRegistry(), Clock.systemUTC(), "test"));
        Running started = new Running(feed, reader, Thread.ofPlatform().start(reader));
        running.add(started);
        return started;
    }

    /** A node's reading of what happens. */
    Running follow(LiveLog live) {
        FeedConfig config = Configs.of(FeedConfig.class, Map.of("traza.query.feed.first-retry", "20ms"));
        Feed feed = new FeedHealth().feed("live-" + running.size());
        LogReader<Happening> reader = new LogReader<>(
                feed,
                topics(),
                false,
                config,
                FeedConfig.OnUnreadable.SKIP,
                () -> LogReader.OutOfRange.STOP,
                consumer(null),
                new Readings.Happenings(new HappeningRecords(sources())),
                keys.cache(),
                live,
                batch -> {},
                new FeedMetrics(new SimpleMeterRegistry(), Clock.systemUTC(), "test"));
        Running started = new Running(feed, reader, Thread.ofPlatform().start(reader));
        running.add(started);
        return started;
    }

    /** The topics by what they tell. */
    Map<String, Source> sources() {
        return Map.of(topic("ticket"), Source.TICKET, topic("sla"), Source.SLA, topic("routing"), Source.ROUTING);
    }

    /** A consumer of its own. */
    KafkaConsumer<String, byte[]> reader() {
        return consumer(null);
    }

    /** A reader that the caller runs, of this group or of all partitions. */
    LogReader<LoggedEvent> reader(
            Feed feed,
            @Nullable String group,
            Projection<LoggedEvent> projection,
            FeedMetrics metrics,
            LogReader.Pace pace) {
        FeedConfig config = Configs.of(
                FeedConfig.class,
                Map.of("traza.query.feed.first-retry", "20ms", "traza.query.feed.longest-retry", "100ms"));
        return new LogReader<>(
                feed,
                topics(),
                group != null,
                config,
                config.unreadableEvents(),
                () -> LogReader.OutOfRange.STOP,
                consumer(group),
                new Readings.Events(topic("ticket"), topic("sla"), topic("routing")),
                keys.cache(),
                projection,
                batch -> {},
                metrics,
                pace);
    }

    String name() {
        return name;
    }

    MongoClient mongo() {
        return mongo;
    }

    Map<String, Object> kafka() {
        return Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers());
    }

    private KafkaConsumer<String, byte[]> consumer(@Nullable String group) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers.bootstrapServers(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                7, // many small batches
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                RangeAssignor.class.getName()));
        if (group != null) {
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        }
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() throws InterruptedException {
        for (Running one : running) {
            one.stop();
        }
        producer.close();
        mongo.close();
    }

    /** A reader on its thread. */
    record Running(Feed feed, LogReader<?> reader, Thread thread) {

        Running following() {
            await().atMost(SOON).until(() -> feed.state() instanceof Feed.State.Following);
            return this;
        }

        void stop() throws InterruptedException {
            if (thread.isAlive()) {
                reader.stop();
                thread.join();
            }
        }
    }
}
