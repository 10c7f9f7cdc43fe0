package dev.traza.command.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.command.processor.axon.AxonEntities;
import dev.traza.contract.catalog.CatalogCommand;
import dev.traza.contract.catalog.CatalogCommand.DefineCatalogItem;
import dev.traza.contract.catalog.CatalogCommand.RetireCatalogItem;
import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemDefined;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemRestored;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemRevised;
import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.catalog.CatalogPath;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CatalogCommandEnvelope;
import dev.traza.contract.envelope.CommandContext;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandOutcome.ItemAccepted;
import dev.traza.contract.envelope.CommandOutcome.Rejected;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.TicketCommand.TakeTicket;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items of the catalog on the engine of the tickets. */
class CatalogProcessorTest {

    private static final Instant START = Instant.parse("2026-03-02T10:15:30Z");
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final Actor MARTA = Actor.user("marta", Set.of(Role.ADMIN));
    private static final CatalogPath TOP = new CatalogPath("hardware");
    private static final CatalogPath BELOW = new CatalogPath("hardware/printer");
    private static final AxonEntities AXON = AxonEntities.start();

    private @TempDir Path folder;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> commands;
    private TestOutputTopic<String, byte[]> events;
    private TestOutputTopic<String, byte[]> replies;
    private Instant now = START;

    @AfterAll
    static void stopAxon() {
        AXON.close();
    }

    @BeforeEach
    void begin() {
        start();
    }

    private void start() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "catalog-processor-test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        driver = new TopologyTestDriver(
                EntityTopology.of(
                        () -> new EntityProcessor(
                                AXON,
                                AXON,
                                new ProcessorMetrics(new SimpleMeterRegistry()),
                                1,
                                RETENTION,
                                new Archiving(Duration.ofDays(180), Duration.ofMinutes(1), 2),
                                10_000,
                                new Batches(Duration.ZERO),
                                DriverKeys.LOG_KEY),
                        RETENTION),
                settings,
                START);
        DriverKeys.logKeyTo(driver);
        commands = driver.createInputTopic(
                Topics.TICKET_COMMANDS.name(), new StringSerializer(), new ByteArraySerializer());
        events = driver.createOutputTopic(
                Topics.CATALOG_EVENTS.name(), new StringDeserializer(), new ByteArrayDeserializer());
        replies = driver.createOutputTopic(
                Topics.TICKET_COMMAND_REPLIES.name(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aDefinedItemIsOnItsLogAndAnswered() throws Exception {
        CatalogCommandEnvelope define = to(TOP, new DefineCatalogItem(item("Hardware")));

        assertThat(send(define)).isEqualTo(new ItemAccepted("hardware", 1, false, false));

        assertThat(events.getQueueSize()).isEqualTo(1);
        TestRecord<String, byte[]> record = events.readRecord();
        assertThat(record.key()).isEqualTo("hardware");
        EventEnvelope<CatalogEvent> event =
                EventRecords.CATALOG.read(new WireRecord(record.key(), record.headers(), record.value()));
        assertThat(event.event()).isEqualTo(new CatalogItemDefined("hardware", item("Hardware")));
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.ticketId()).isEqualTo(Ids.ofCatalogItem(TOP));
        assertThat(event.eventId()).isEqualTo(Ids.derived(define.commandId(), "event-0"));
        assertThat(event.causationId()).isEqualTo(define.commandId());
        assertThat(event.actor()).isEqualTo(MARTA);
    }

    @Test
    void aParentIsLookedUpAmongWhatWasDecidedBefore() throws Exception {
        assertThat(code(send(to(BELOW, new DefineCatalogItem(item("Printers"))))))
                .isEqualTo(RejectionCode.RULE_VIOLATED);

        send(to(TOP, new DefineCatalogItem(item("Hardware"))));

        assertThat(send(to(BELOW, new DefineCatalogItem(item("Printers")))))
                .isEqualTo(new ItemAccepted("hardware/printer", 1, false, false));
        assertThat(written()).extracting(CatalogEvent::path).containsExactly("hardware", "hardware/printer");
    }

    @Test
    void versionsAreContiguousAlsoWhenACommandMakesTwoEvents() throws Exception {
        send(to(TOP, new DefineCatalogItem(item("Hardware"))));
        send(to(TOP, new RetireCatalogItem(null)));

        assertThat(send(to(TOP, new DefineCatalogItem(item("Devices")))))
                .isEqualTo(new ItemAccepted("hardware", 4, false, false));
        assertThat(written().subList(2, 4))
                .containsExactly(
                        new CatalogItemRestored("hardware"), new CatalogItemRevised("hardware", item("Devices")));
    }

    @Test
    void theSameCommandTwiceHappensOnceAndIsAnsweredAlikeAlsoWhenItsAnswerIsForgotten() throws Exception {
        CatalogCommandEnvelope define = to(TOP, new DefineCatalogItem(item("Hardware")));
        send(define);
        send(to(TOP, new RetireCatalogItem(null)));
        written();

        assertThat(send(define)).isEqualTo(new ItemAccepted("hardware", 1, false, true));
        now = now.plus(RETENTION.multipliedBy(3));
        driver.advanceWallClockTime(RETENTION.multipliedBy(3));
        assertThat(send(define)).isEqualTo(new ItemAccepted("hardware", 1, false, true));
        assertThat(written()).isEmpty();
    }

    @Test
    void theSameIdForAnotherContentIsRefused() throws Exception {
        CatalogCommandEnvelope define = to(TOP, new DefineCatalogItem(item("Hardware")));
        send(define);

        assertThat(code(send(new CatalogCommandEnvelope(
                        define.commandId(),
                        TOP,
                        MARTA,
                        now,
                        now,
                        null,
                        define.commandId(),
                        null,
                        "another hash",
                        0,
                        null,
                        new RetireCatalogItem(null)))))
                .isEqualTo(RejectionCode.COMMAND_ID_REUSED);
    }

    @Test
    void anItemAndATicketOfTheSameIdDoNotMeet() throws Exception {
        send(to(TOP, new DefineCatalogItem(item("Hardware"))));
        UUID itemId = Ids.ofCatalogItem(TOP);

        assertThat(code(send(new CommandEnvelope(
                        Ids.next(),
                        TicketRef.of(itemId),
                        Actor.user("ana", Set.of(Role.AGENT)),
                        now,
                        now,
                        null,
                        itemId,
                        null,
                        null,
                        0,
                        null,
                        new TakeTicket("desk")))))
                .isEqualTo(RejectionCode.TICKET_NOT_FOUND);
    }

    private static CatalogItem item(String name) {
        return new CatalogItem(name, Map.of(), null, null, TicketType.INCIDENT, null, null, null, true, List.of());
    }

    private CatalogCommandEnvelope to(CatalogPath path, CatalogCommand command) {
        UUID commandId = Ids.next();
        return new CatalogCommandEnvelope(
                commandId, path, MARTA, now, now, null, commandId, null, "hash", 0, null, command);
    }

    private CommandOutcome send(CommandContext command) throws UnreadableRecordException {
        WireRecord written = CommandRecords.write("/test", command);
        commands.pipeInput(new TestRecord<>(written.key(), written.value(), written.headers(), now));
        TestRecord<String, byte[]> reply = replies.readRecord();
        return ReplyRecords.read(new WireRecord(reply.key(), reply.headers(), reply.value()))
                .outcome();
    }

    private List<CatalogEvent> written() throws UnreadableRecordException {
        List<CatalogEvent> read = new ArrayList<>();
        for (TestRecord<String, byte[]> record : events.readRecordsToList()) {
            read.add(EventRecords.CATALOG
                    .read(new WireRecord(record.key(), record.headers(), record.value()))
                    .event());
        }
        return read;
    }

    private static @Nullable RejectionCode code(CommandOutcome outcome) {
        return outcome instanceof Rejected rejected ? rejected.code() : null;
    }
}
