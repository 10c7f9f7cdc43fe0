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
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.LinkTicket;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.SplitTicket;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.TicketLinked;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import dev.traza.contract.ticket.TicketEvent.TicketSplit;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A processor dies at each step of what two tickets do together, when the step is decided and not committed; the one that
 * comes after it goes on:
 *
 * <pre>
 *   here    LinkTicket x              ConfirmLink x
 *   there                MirrorLink x
 * </pre>
 */
class KilledBetweenTicketsTest {

    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Actor ANA = Actor.user("ana", Set.of(Role.AGENT));

    private KafkaProcess kafka;
    private ProcessorProcess processor;
    private KafkaProducer<String, byte[]> producer;
    private KafkaConsumer<String, byte[]> replies;
    private KafkaConsumer<String, byte[]> events;
    private final Map<UUID, List<CommandOutcome>> answers = new HashMap<>();
    private final List<EventEnvelope<TicketEvent>> happened = new ArrayList<>();

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

    @AfterEach
    void stop() {
        producer.close();
        replies.close();
        events.close();
        processor.kill();
        kafka.kill();
    }

    @Test
    void whereverItDiesNothingIsHalfDoneAndWhoAskedIsAnsweredOnce() {
        // given two tickets with different writers, and something said on one of them
        UUID here = ticketIn(0);
        UUID there = ticketIn(1);
        AddComment comment =
                new AddComment(Ids.next(), "Y el escáner", Visibility.PUBLIC, AuthorKind.REQUESTER, Channel.PORTAL);
        processor.start();
        List<UUID> before = List.of(send(here, open()), send(there, open()), send(here, comment));
        await().atMost(PATIENCE).until(() -> answered(before));
        processor.kill();

        // when a processor dies at every step of a link, one after the other
        UUID link = send(here, new LinkTicket(LinkType.CAUSES, there.toString()));
        for (String step : List.of("LinkTicket", "MirrorLink", "ConfirmLink")) {
            dieAt(step);
        }
        // and at every step of a split
        UUID fresh = ticketIn(1);
        UUID split = send(here, new SplitTicket(comment.commentId(), fresh, null));
        for (String step : List.of("SplitTicket", "OpenTicket")) {
            dieAt(step);
        }
        processor.diesAt(null);
        processor.start();

        // then both are done, once
        await().atMost(PATIENCE).until(() -> answered(List.of(link, split)));
        await().atMost(PATIENCE).until(() -> count(TicketLinked.class) == 2 && count(TicketOpened.class) == 3);
        assertThat(count(TicketSplit.class)).isEqualTo(1);
        assertThat(answers.values()).allSatisfy(given -> assertThat(given)
                .singleElement()
                .isInstanceOfSatisfying(Accepted.class, accepted -> assertThat(accepted.replayed())
                        .isFalse()));
        assertThat(ticketOf(link)).isEqualTo(here);
        assertThat(ticketOf(split)).isEqualTo(fresh);
        Stream.of(here, there, fresh).forEach(ticket -> {
            List<Long> versions = happened.stream()
                    .filter(event -> event.ticketId().equals(ticket))
                    .map(EventEnvelope::sequence)
                    .toList();
            assertThat(versions)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, versions.size()).boxed().toList());
        });
    }

    private @Nullable UUID ticketOf(UUID commandId) {
        return answers.getOrDefault(commandId, List.of()).stream()
                .flatMap(
                        answer -> answer instanceof Accepted accepted ? Stream.of(accepted.ticketId()) : Stream.empty())
                .findFirst()
                .orElse(null);
    }

    private void dieAt(String command) {
        processor.diesAt(command);
        processor.launch();
        await("dead at " + command).atMost(PATIENCE).until(() -> !processor.isAlive());
        processor.kill();
    }

    private boolean answered(List<UUID> commandIds) {
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

    private long count(Class<? extends TicketEvent> type) {
        events.poll(Duration.ofMillis(50)).forEach(record -> {
            try {
                happened.add(EventRecords.TICKET.read(WireRecord.of(record)));
            } catch (UnreadableRecordException e) {
                throw new AssertionError("An event cannot be read", e);
            }
        });
        return happened.stream()
                .map(EventEnvelope::event)
                .filter(type::isInstance)
                .count();
    }

    private UUID send(UUID ticket, TicketCommand command) {
        UUID commandId = Ids.next();
        Instant now = Instant.now();
        TicketRef ref = TicketRef.of(ticket);
        producer.send(CommandRecords.write(
                        "/test",
                        new CommandEnvelope(
                                commandId, ref, ANA, now, now, null, commandId, null, "hash", 0, null, command))
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

    private static UUID ticketIn(int partition) {
        UUID id = Ids.next();
        while (TicketRef.of(id).partition(PARTITIONS) != partition) {
            id = Ids.next();
        }
        return id;
    }

    private static OpenTicket open() {
        return new OpenTicket(
                TicketType.INCIDENT,
                Channel.PORTAL,
                new Requester("u-17", null, null, null, null, null, false),
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
}
