package dev.traza.system.history;

import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.envelope.CommandContext;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics from their beginning to their present end, as any subscriber may: no group, read committed. */
public final class LogReader {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;

    /** @param bootstrapServers of Kafka */
    public LogReader(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * The topics of tickets, the catalog and service levels, with texts opened.
     *
     * @throws IllegalStateException if Kafka does not give them within a minute
     */
    public Log log() {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<String> unreadable = new ArrayList<>();
            int partitions = partitions(consumer, Topics.TICKET_EVENTS.name()).size();
            List<ConsumerRecord<String, byte[]>> commandRecords = records(consumer, Topics.TICKET_COMMANDS);
            List<Logged<CommandReply>> replies = new ArrayList<>();
            read(consumer, Topics.TICKET_COMMAND_REPLIES, ReplyRecords::read, replies::add, unreadable);
            List<ConsumerRecord<String, byte[]>> ticketRecords = records(consumer, Topics.TICKET_EVENTS);
            List<Logged<EventEnvelope<CatalogEvent>>> catalogEvents = new ArrayList<>();
            read(consumer, Topics.CATALOG_EVENTS, EventRecords.CATALOG::read, catalogEvents::add, unreadable);
            List<Logged<EventEnvelope<SlaEvent>>> slaEvents = new ArrayList<>();
            read(consumer, Topics.SLA_EVENTS, EventRecords.SLA::read, slaEvents::add, unreadable);
            KeyLog keys = keys(consumer);
            List<Logged<CommandEnvelope>> commands = commands(commandRecords, keys, unreadable);
            List<Logged<EventEnvelope<TicketEvent>>> ticketEvents = new ArrayList<>();
            read(ticketRecords, written -> openedEvent(written, keys), ticketEvents::add, unreadable);
            List<Logged<Seal>> seals = new ArrayList<>();
            read(ticketRecords, LogReader::seal, seals::add, new ArrayList<>()); // the same ones as just now
            return new Log(
                    partitions,
                    commands,
                    replies,
                    ticketEvents,
                    catalogEvents,
                    slaEvents,
                    seals,
                    keys.seen(),
                    store(ticketRecords),
                    openTransactions(),
                    unreadable);
        }
    }

    private Store store(List<ConsumerRecord<String, byte[]>> ticketEvents) {
        StoreLog store = new StoreLog();
        ticketEvents.forEach(store::log);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(new ByteArrayDeserializer())) {
            if (consumer.listTopics(PATIENCE).containsKey(StoreLog.TOPIC)) {
                readRaw(consumer, StoreLog.TOPIC, record -> store.keep(record.key(), record.value()));
            }
        }
        return store.store();
    }

    private List<String> openTransactions() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            return admin
                    .listTransactions(new ListTransactionsOptions()
                            .filterStates(Set.of(
                                    TransactionState.ONGOING,
                                    TransactionState.PREPARE_COMMIT,
                                    TransactionState.PREPARE_ABORT)))
                    .all()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .stream()
                    .map(TransactionListing::transactionalId)
                    .sorted()
                    .toList();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The transactions cannot be listed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The transactions were not waited for", e);
        }
    }

    /** What was asked of tickets, in the order of the log. */
    public List<Logged<CommandEnvelope>> commands() {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<ConsumerRecord<String, byte[]>> records = records(consumer, Topics.TICKET_COMMANDS);
            return commands(records, keys(consumer), new ArrayList<>());
        }
    }

    private static List<Logged<CommandEnvelope>> commands(
            List<ConsumerRecord<String, byte[]>> records, KeyLog keys, List<String> unreadable) {
        List<Logged<CommandEnvelope>> commands = new ArrayList<>();
        read(
                records,
                written -> opened(written, keys),
                read -> {
                    if (read.value() instanceof CommandEnvelope command) {
                        commands.add(new Logged<>(read.partition(), read.offset(), read.key(), command));
                    }
                },
                unreadable);
        return commands;
    }

    private static KeyLog keys(KafkaConsumer<String, byte[]> consumer) {
        KeyLog keys = new KeyLog();
        Topics.all().stream()
                .filter(topic -> topic.name().endsWith("-keys"))
                .forEach(topic -> readRaw(consumer, topic.name(), keys::take));
        return keys;
    }

    /** The key of a command goes when it was decided for long; then nobody knows any more what it said. */
    private static CommandContext opened(WireRecord written, KeyLog keys) throws UnreadableRecordException {
        return keys.has(EventRecords.keysOf(written))
                ? CommandRecords.readAny(written, keys)
                : CommandRecords.readAny(written);
    }

    /** A key that is not known is no key that was destroyed: texts stay sealed then, and a rule tells of it. */
    private static EventEnvelope<TicketEvent> openedEvent(WireRecord written, KeyLog keys)
            throws UnreadableRecordException {
        return keys.knows(EventRecords.keysOf(written))
                ? EventRecords.TICKET.read(written, keys)
                : EventRecords.TICKET.read(written);
    }

    private static Seal seal(WireRecord written) throws UnreadableRecordException {
        EventEnvelope<TicketEvent> event = EventRecords.TICKET.read(written);
        long inTheClear = Texts.of(event.event()).stream()
                .filter(text -> !Texts.isSealed(text))
                .count();
        return new Seal(
                event.eventId(),
                event.ticketId(),
                event.sequence(),
                EventRecords.keysOf(written),
                Math.toIntExact(inTheClear));
    }

    /** The events of routing, in the order of the log. */
    public List<Logged<EventEnvelope<RoutingEvent>>> routingEvents() {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<Logged<EventEnvelope<RoutingEvent>>> events = new ArrayList<>();
            read(consumer, Topics.ROUTING_EVENTS, EventRecords.ROUTING::read, events::add, new ArrayList<>());
            return events;
        }
    }

    /** A topic's records as they stand there, headers and all. */
    public List<ConsumerRecord<String, byte[]>> records(TopicSpec topic) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            return records(consumer, topic);
        }
    }

    /** The end of every partition of every topic, as a read-committed consumer sees it; equal when nothing was added. */
    public Map<String, Long> ends() {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            Map<String, Long> ends = new TreeMap<>();
            for (TopicSpec topic : Topics.all()) {
                consumer.endOffsets(partitions(consumer, topic.name()), PATIENCE)
                        .forEach((partition, end) -> ends.put(partition.toString(), end));
            }
            return ends;
        }
    }

    private static <T> void read(
            KafkaConsumer<String, byte[]> consumer,
            TopicSpec topic,
            Reading<T> reading,
            Consumer<Logged<T>> into,
            List<String> unreadable) {
        read(records(consumer, topic), reading, into, unreadable);
    }

    private static <T> void read(
            List<ConsumerRecord<String, byte[]>> records,
            Reading<T> reading,
            Consumer<Logged<T>> into,
            List<String> unreadable) {
        records.forEach(record -> {
            try {
                into.accept(new Logged<>(
                        record.partition(), record.offset(), record.key(), reading.read(WireRecord.of(record))));
            } catch (UnreadableRecordException e) {
                unreadable.add("%s, partition %d, offset %d: %s"
                        .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()));
            }
        });
    }

    private static List<ConsumerRecord<String, byte[]>> records(
            KafkaConsumer<String, byte[]> consumer, TopicSpec topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        readRaw(consumer, topic.name(), records::add);
        return records;
    }

    private static <K> void readRaw(
            KafkaConsumer<K, byte[]> consumer, String topic, Consumer<ConsumerRecord<K, byte[]>> into) {
        List<TopicPartition> partitions = partitions(consumer, topic);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(topic + " could not be read to its end within " + PATIENCE);
            }
            consumer.poll(Duration.ofMillis(200)).forEach(into);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic, PATIENCE).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return consumer(new StringDeserializer());
    }

    private <K> KafkaConsumer<K, byte[]> consumer(Deserializer<K> keys) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        IsolationLevel.READ_COMMITTED.toString(),
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                keys,
                new ByteArrayDeserializer());
    }

    /** How a record of a topic is read. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(WireRecord record) throws UnreadableRecordException;
    }
}
