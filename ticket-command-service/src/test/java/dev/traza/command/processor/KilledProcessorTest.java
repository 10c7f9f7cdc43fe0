package dev.traza.command.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandOutcome.Accepted;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.MergeTicket;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.UnmergeTicket;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.TicketAbsorbed;
import dev.traza.contract.ticket.TicketEvent.TicketMerged;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import dev.traza.contract.ticket.TicketEvent.TicketRestored;
import dev.traza.contract.ticket.TicketEvent.TicketUnmerged;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.server.KafkaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processors share the partitions of one broker; one is killed in the middle of its work, then the other:
 *
 * <pre>
 *   commands    o o o o c c c c c c c c c c c c c c c c c c c c
 *   processor 1 ########################x
 *   processor 2 ########################······#################x    ####### (again, in the folder of 1)
 *                                       until the broker misses 1
 * </pre>
 */
class KilledProcessorTest {

    private static final int PARTITIONS = 4;
    private static final int TICKETS = 40;
    private static final int ROUNDS = 12;
    private static final int KEYS = 12_000;
    private static final int KEY_BYTES = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Actor LUCIA = Actor.user("u-17", Set.of(Role.REQUESTER));

    private static final Actor ANA = Actor.user("ana", Set.of(Role.AGENT));

    private KafkaProcess kafka;
    private ProcessorProcess first;
    private ProcessorProcess second;
    private KafkaProducer<String, byte[]> producer;
    private final Map<UUID, List<CommandOutcome>> answers = new HashMap<>();
    private final List<UUID> sent = new ArrayList<>();

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        kafka = KafkaProcess.inFolder(folder.resolve("kafka"));
        kafka.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(Stream.of(
                                    Topics.TICKET_COMMANDS,
                                    Topics.TICKET_COMMAND_REPLIES,
                                    Topics.TICKET_EVENTS,
                                    Topics.TICKET_KEYS,
                                    Topics.COMMAND_KEYS)
                            .map(KilledProcessorTest::topic)
                            .toList())
                    .all()
                    .get();
        }
        first = new ProcessorProcess("first", folder.resolve("first"), kafka.bootstrapServers(), PARTITIONS);
        second = new ProcessorProcess("second", folder.resolve("second"), kafka.bootstrapServers(), PARTITIONS);
        first.start();
        second.start();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "1"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        producer.close();
        first.kill();
        second.kill();
        kafka.kill();
    }

    /** Streams marks a store as open while it is; on disk that stands once so much was written that memory is flushed. */
    @Test
    void whatWasKilledAfterItsKeysWereWrittenToDiskStartsAgain() {
        try (KafkaConsumer<String, byte[]> replies = reader(Topics.TICKET_COMMAND_REPLIES)) {
            // given so many keys that a store of them is written to disk
            UUID ticket = Ids.next();
            send(TicketRef.of(ticket), open());
            await().atMost(PATIENCE).until(() -> collect(replies) == sent.size());
            for (int n = 0; n < KEYS; n++) {
                producer.send(new ProducerRecord<>(
                        Topics.TICKET_KEYS.name(),
                        n % PARTITIONS,
                        UUID.randomUUID().toString(),
                        new byte[KEY_BYTES]));
            }
            producer.flush();
            await().atMost(PATIENCE).until(() -> hasTableOnDisk(first) && hasTableOnDisk(second));

            // when all are killed and start again
            first.kill();
            second.kill();
            first.start();

            // then they go on
            send(TicketRef.of(ticket), comment());
            await().atMost(PATIENCE).until(() -> collect(replies) == sent.size());
        }
    }

    private static boolean hasTableOnDisk(ProcessorProcess processor) throws IOException {
        try (Stream<Path> files = Files.walk(processor.folder())) {
            return files.anyMatch(file -> file.toString().contains("published-keys")
                    && file.toString().endsWith(".sst"));
        }
    }

    @Test
    void whateverIsKilledEveryCommandHappensOnceAndVersionsAreContiguous() {
        try (KafkaConsumer<String, byte[]> replies = reader(Topics.TICKET_COMMAND_REPLIES);
                KafkaConsumer<String, byte[]> events = reader(Topics.TICKET_EVENTS)) {
            // given tickets and two processors at work on them
            List<UUID> tickets = Stream.generate(Ids::next).limit(TICKETS).toList();
            tickets.forEach(ticket -> send(TicketRef.of(ticket), open()));
            tickets.forEach(ticket -> send(TicketRef.of(ticket), comment()));
            await().atMost(PATIENCE).until(() -> collect(replies) >= TICKETS);

            // when one of them is killed in the middle of its work
            for (int round = 0; round < ROUNDS; round++) {
                tickets.forEach(ticket -> send(TicketRef.of(ticket), comment()));
                if (round == ROUNDS / 2) {
                    first.kill();
                }
                collect(replies);
            }
            // then the other one carries out what is left
            await().atMost(PATIENCE).until(() -> collect(replies) == sent.size());

            // when nobody is there any more, and one comes back
            second.kill();
            tickets.forEach(ticket -> send(TicketRef.of(ticket), comment()));
            first.start();
            // then it knows everything that both had done, and goes on
            await().atMost(PATIENCE).until(() -> collect(replies) == sent.size());

            assertThat(answers.values()).allSatisfy(given -> assertThat(given)
                    .hasSize(1)
                    .first()
                    .isInstanceOfSatisfying(Accepted.class, accepted -> assertThat(accepted.replayed())
                            .isFalse()));
            Map<UUID, List<EventEnvelope<TicketEvent>>> histories = histories(events, sent.size());
            assertThat(histories.keySet()).containsExactlyInAnyOrderElementsOf(tickets);
            histories.values().forEach(history -> assertThat(history)
                    .extracting(EventEnvelope::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, history.size()).boxed().toList()));
            assertThat(histories.values().stream().flatMap(List::stream))
                    .extracting(EventEnvelope::causationId)
                    .containsExactlyInAnyOrderElementsOf(sent);
            assertThat(histories.values())
                    .extracting(history -> ((TicketOpened) history.getFirst().event()).number())
                    .doesNotHaveDuplicates();
        }
    }

    /**
     * Each merge has three steps in two partitions, and each taking back two. One processor is killed while the first are
     * under way, and the other while they are taken back:
     *
     * <pre>
     *   S0 begin T0 absorb S0 finish | S1 begin x T1 absorb  S1 finish | …
     * </pre>
     */
    @Test
    void whateverIsKilledNothingIsMergedHalf() {
        try (KafkaConsumer<String, byte[]> replies = reader(Topics.TICKET_COMMAND_REPLIES);
                KafkaConsumer<String, byte[]> events = reader(Topics.TICKET_EVENTS)) {
            // given pairs of tickets
            List<UUID> sources = Stream.generate(Ids::next).limit(TICKETS).toList();
            List<UUID> targets = Stream.generate(Ids::next).limit(TICKETS).toList();
            Stream.concat(sources.stream(), targets.stream()).forEach(ticket -> send(TicketRef.of(ticket), open()));
            await().atMost(PATIENCE).until(() -> collect(replies) >= sent.size());

            // when a processor is killed between the steps of their merges
            for (int pair = 0; pair < TICKETS; pair++) {
                send(
                        TicketRef.of(sources.get(pair)),
                        ANA,
                        new MergeTicket(targets.get(pair).toString(), null));
                if (pair == TICKETS / 2) {
                    producer.flush();
                    collect(replies);
                    first.kill();
                }
            }
            // then all are merged, by the other one
            await().atMost(PATIENCE).until(() -> collect(replies) >= sent.size() && answersToAll());
            assertThat(sent)
                    .allSatisfy(command ->
                            assertThat(answers.get(command)).singleElement().isInstanceOf(Accepted.class));

            // when half are taken back, and nobody is there any more until one comes back
            sources.stream()
                    .limit(TICKETS / 2)
                    .forEach(source -> send(TicketRef.of(source), ANA, new UnmergeTicket(null)));
            producer.flush();
            collect(replies);
            second.kill();
            first.start();

            // then what was merged is merged on both tickets, and what was taken back on neither
            await().atMost(PATIENCE).until(() -> collect(replies) >= sent.size() && answersToAll());
            int expected = 2 * TICKETS + 3 * TICKETS + 2 * (TICKETS / 2);
            Map<UUID, List<EventEnvelope<TicketEvent>>> histories = histories(events, expected);
            assertThat(histories.values().stream().mapToInt(List::size).sum()).isEqualTo(expected);
            for (int pair = 0; pair < TICKETS; pair++) {
                boolean back = pair < TICKETS / 2;
                assertThat(last(histories, sources.get(pair)))
                        .isInstanceOf(back ? TicketUnmerged.class : TicketMerged.class);
                assertThat(last(histories, targets.get(pair)))
                        .isInstanceOf(back ? TicketRestored.class : TicketAbsorbed.class);
            }
            histories.values().forEach(history -> assertThat(history)
                    .extracting(EventEnvelope::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, history.size()).boxed().toList()));
        }
    }

    private boolean answersToAll() {
        return answers.keySet().containsAll(sent);
    }

    private static TicketEvent last(Map<UUID, List<EventEnvelope<TicketEvent>>> histories, UUID ticket) {
        return histories.getOrDefault(ticket, List.of()).getLast().event();
    }

    private void send(TicketRef ticket, TicketCommand command) {
        send(ticket, LUCIA, command);
    }

    private void send(TicketRef ticket, Actor actor, TicketCommand command) {
        UUID commandId = Ids.next();
        Instant now = Instant.now();
        CommandEnvelope envelope = new CommandEnvelope(
                commandId,
                ticket,
                actor,
                now,
                now,
                null,
                commandId,
                null,
                "hash",
                Math.floorMod(commandId.hashCode(), PARTITIONS),
                null,
                command);
        sent.add(commandId);
        producer.send(CommandRecords.write("/test", envelope)
                .to(Topics.TICKET_COMMANDS.name(), ticket.partition(PARTITIONS)));
    }

    /** Reads the answers that came, and says how many commands have one. */
    private int collect(KafkaConsumer<String, byte[]> replies) {
        replies.poll(Duration.ofMillis(50)).forEach(record -> {
            try {
                CommandReply reply = ReplyRecords.read(WireRecord.of(record));
                answers.computeIfAbsent(reply.commandId(), id -> new ArrayList<>())
                        .add(reply.outcome());
            } catch (UnreadableRecordException e) {
                throw new AssertionError("A reply cannot be read", e);
            }
        });
        return answers.size();
    }

    private static Map<UUID, List<EventEnvelope<TicketEvent>>> histories(
            KafkaConsumer<String, byte[]> events, int expected) {
        List<EventEnvelope<TicketEvent>> read = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            events.poll(Duration.ofMillis(50)).forEach(record -> {
                try {
                    read.add(EventRecords.TICKET.read(WireRecord.of(record)));
                } catch (UnreadableRecordException e) {
                    throw new AssertionError("An event cannot be read", e);
                }
            });
            return read.size() >= expected;
        });
        return read.stream().collect(Collectors.groupingBy(EventEnvelope::ticketId));
    }

    private KafkaConsumer<String, byte[]> reader(TopicSpec topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static NewTopic topic(TopicSpec spec) {
        return new NewTopic(spec.name(), PARTITIONS, (short) 1).configs(spec.settings());
    }

    private static OpenTicket open() {
        return new OpenTicket(
                TicketType.INCIDENT,
                Channel.PORTAL,
                new Requester(LUCIA.subject(), null, null, null, null, null, false),
                "No puedo imprimir",
                "La impresora del 3er piso no responde",
                null,
                Impact.LOW,
                Urgency.LOW,
                Priority.LOW,
                List.of(),
                Map.of(),
                null);
    }

    private static AddComment comment() {
        return new AddComment(Ids.next(), "¿Alguna novedad?", Visibility.PUBLIC, AuthorKind.REQUESTER, Channel.PORTAL);
    }
}
