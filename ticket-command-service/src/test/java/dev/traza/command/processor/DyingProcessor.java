package dev.traza.command.processor;

import static org.awaitility.Awaitility.await;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.server.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A broker and a processor of its own that dies where a test wants it to, when something is decided and not committed;
 * and the log, read as everybody reads it.
 */
final class DyingProcessor implements AutoCloseable {

    static final int PARTITIONS = 2;
    static final Duration PATIENCE = Duration.ofSeconds(120);

    private final KafkaProcess kafka;
    private final ProcessorProcess processor;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> replies;
    private final KafkaConsumer<String, byte[]> events;
    private final Map<UUID, List<CommandOutcome>> answers = new HashMap<>();
    private final List<EventEnvelope<TicketEvent>> happened = new ArrayList<>();

    DyingProcessor(Path folder) throws Exception {
        kafka = KafkaProcess.inFolder(folder.resolve("kafka"));
        kafka.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(Stream.of(
                                    Topics.TICKET_COMMANDS,
                                    Topics.TICKET_COMMAND_REPLIES,
                                    Topics.TICKET_EVENTS,
                                    Topics.TICKET_KEYS,
                                    Topics.COMMAND_KEYS)
                            .map(spec -> new NewTopic(spec.name(), PARTITIONS, (short) 1).configs(spec.settings()))
                            .toList())
                    .all()
                    .get();
        }
        processor = new ProcessorProcess("processor", folder.resolve("state"), kafka.bootstrapServers(), PARTITIONS);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        replies = reader(Topics.TICKET_COMMAND_REPLIES);
        events = reader(Topics.TICKET_EVENTS);
    }

    @Override
    public void close() {
        producer.close();
        replies.close();
        events.close();
        processor.kill();
        kafka.kill();
    }

    /** A processor that lives. */
    void start() {
        processor.diesAt(null);
        processor.start();
    }

    void kill() {
        processor.kill();
    }

    /** Starts one and waits until it has died at this command. */
    void dieAt(String command) {
        processor.diesAt(command);
        processor.launch();
        await("dead at " + command).atMost(PATIENCE).until(() -> !processor.isAlive());
        processor.kill();
    }

    boolean answered(List<UUID> commandIds) {
        replies.poll(Duration.ofMillis(50)).forEach(record -> {
            try {
                CommandReply reply = ReplyRecords.read(WireRecord.of(record));
                answers.computeIfAbsent(reply.commandId(), _ -> new ArrayList<>())
                        .add(reply.outcome());
            } catch (UnreadableRecordException e) {
                throw new AssertionError("A reply cannot be read", e);
            }
        });
        return answers.keySet().containsAll(commandIds);
    }

    /** All answers that were read, by command. */
    Map<UUID, List<CommandOutcome>> answers() {
        return answers;
    }

    /** All events that stand on the log by now, in the order of each ticket. */
    List<EventEnvelope<TicketEvent>> happened() {
        events.poll(Duration.ofMillis(50)).forEach(record -> {
            try {
                happened.add(EventRecords.TICKET.read(WireRecord.of(record)));
            } catch (UnreadableRecordException e) {
                throw new AssertionError("An event cannot be read", e);
            }
        });
        return happened;
    }

    long count(Class<? extends TicketEvent> type) {
        return happened().stream()
                .map(EventEnvelope::event)
                .filter(type::isInstance)
                .count();
    }

    UUID send(UUID ticket, TicketCommand command, Actor actor) {
        UUID commandId = Ids.next();
        Instant now = Instant.now();
        TicketRef ref = TicketRef.of(ticket);
        producer.send(CommandRecords.write(
                        "/test",
                        new CommandEnvelope(
                                commandId, ref, actor, now, now, null, commandId, null, "hash", 0, null, command))
                .to(Topics.TICKET_COMMANDS.name(), ref.partition(PARTITIONS)));
        producer.flush();
        return commandId;
    }

    private KafkaConsumer<String, byte[]> reader(TopicSpec topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
