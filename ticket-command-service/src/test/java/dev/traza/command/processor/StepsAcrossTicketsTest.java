package dev.traza.command.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.command.processor.axon.AxonEntities;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandOutcome.Accepted;
import dev.traza.contract.envelope.CommandOutcome.Rejected;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Origin;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.ConfirmLink;
import dev.traza.contract.ticket.TicketCommand.LinkTicket;
import dev.traza.contract.ticket.TicketCommand.MirrorLink;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.RefuseLink;
import dev.traza.contract.ticket.TicketCommand.SplitTicket;
import dev.traza.contract.ticket.TicketCommand.UnlinkTicket;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.SplitUndone;
import dev.traza.contract.ticket.TicketEvent.TicketLinked;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import dev.traza.contract.ticket.TicketEvent.TicketSplit;
import dev.traza.contract.ticket.TicketEvent.TicketUnlinked;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import dev.traza.contract.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

/** What one ticket puts on record for another. The driver hands steps on at once, as Kafka does with a partition of one. */
class StepsAcrossTicketsTest {

    private static final Instant START = Instant.parse("2026-03-02T10:15:30Z");
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final Actor ANA = Actor.user("ana", Set.of(Role.AGENT));
    private static final AxonEntities AXON = AxonEntities.start();

    private UUID here = Ids.next();
    private UUID there = Ids.next();
    private @Nullable Class<? extends TicketCommand> broken;

    private @TempDir Path folder;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> commands;
    private TestOutputTopic<String, byte[]> steps;
    private TestOutputTopic<String, byte[]> events;
    private TestOutputTopic<String, byte[]> replies;
    private Instant now = START;

    @AfterAll
    static void stopAxon() {
        AXON.close();
    }

    @BeforeEach
    void start() throws Exception {
        start(1);
        send(to(here, open()));
        send(to(there, open()));
        writtenEvents();
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aLinkIsOnBothTicketsAndAnsweredOnceAtTheEnd() throws Exception {
        CommandEnvelope link = to(here, new LinkTicket(LinkType.CAUSES, there.toString()));

        Map<UUID, List<CommandOutcome>> answers = send(link);

        assertThat(answers.get(link.commandId())).containsExactly(new Accepted(here, "T-1", 2, Status.NEW, false));
        List<EventEnvelope<TicketEvent>> written = writtenEvents();
        assertThat(written)
                .extracting(EventEnvelope::event)
                .containsExactly(
                        new TicketLinked(
                                LinkType.CAUSED_BY,
                                new LinkedTicket(here, "T-1", "u-17", Status.NEW),
                                true,
                                Status.NEW),
                        new TicketLinked(
                                LinkType.CAUSES,
                                new LinkedTicket(there, "T-2", "u-17", Status.NEW),
                                false,
                                Status.NEW));
        assertThat(written).allSatisfy(event -> {
            assertThat(event.correlationId()).isEqualTo(link.correlationId());
            assertThat(event.recordedAt()).isEqualTo(link.acceptedAt());
            assertThat(event.traceparent()).isEqualTo(link.traceparent());
            assertThat(event.actor().kind()).isEqualTo(Actor.Kind.SERVICE);
            assertThat(event.actor().onBehalfOf()).isEqualTo("ana");
        });
    }

    @Test
    void everyStepFollowsFromTheOneBefore() throws Exception {
        CommandEnvelope link = to(here, new LinkTicket(LinkType.CAUSES, "T-2"));

        send(link);

        List<CommandEnvelope> taken = takenSteps();
        assertThat(taken)
                .extracting(CommandEnvelope::command)
                .hasExactlyElementsOfTypes(MirrorLink.class, ConfirmLink.class);
        assertThat(taken.getFirst().commandId()).isEqualTo(Ids.derived(link.commandId(), "mirror-link"));
        assertThat(taken.getFirst().causationId()).isEqualTo(link.commandId());
        assertThat(taken.getLast().commandId())
                .isEqualTo(Ids.derived(taken.getFirst().commandId(), "confirm-link"));
        assertThat(taken.getLast().causationId()).isEqualTo(taken.getFirst().commandId());
        assertThat(taken)
                .extracting(CommandEnvelope::origin)
                .containsOnly(new Origin(link.commandId(), "ana", "hash", 0));
    }

    @Test
    void aRefusalOfTheOtherTicketIsTheAnswerAndNothingHasHappened() throws Exception {
        CommandEnvelope link = to(here, new LinkTicket(LinkType.RELATED, "T-99"));

        Map<UUID, List<CommandOutcome>> answers = send(link);

        assertThat(answers.get(link.commandId())).singleElement().isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(RejectionCode.TICKET_NOT_FOUND);
            assertThat(rejected.replayed()).isFalse();
        });
        assertThat(writtenEvents()).isEmpty();
        assertThat(takenSteps()).extracting(CommandEnvelope::command).last().isInstanceOf(RefuseLink.class);
        assertThat(send(link).get(link.commandId()))
                .singleElement()
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.replayed())
                        .isTrue());
    }

    @Test
    void stepsThatComeAgainOrLateChangeNothing() throws Exception {
        CommandEnvelope link = to(here, new LinkTicket(LinkType.RELATED, "T-2"));
        send(link);
        List<CommandEnvelope> taken = takenSteps();
        send(to(there, new UnlinkTicket(LinkType.RELATED, "T-1")));
        List<CommandEnvelope> undone = takenSteps();
        writtenEvents();

        for (CommandEnvelope step : taken.reversed()) {
            send(step);
        }
        for (CommandEnvelope step : undone) {
            send(step);
        }

        assertThat(writtenEvents()).isEmpty();
        assertThat(takenSteps()).isEmpty();
    }

    @Test
    void aStepThatOvertookAnotherLeavesBothTicketsAlike() throws Exception {
        CommandEnvelope link = to(here, new LinkTicket(LinkType.RELATED, "T-2"));
        send(link);
        send(to(here, new UnlinkTicket(LinkType.RELATED, "T-2")));
        writtenEvents();

        // A confirmation that nobody remembers, of a link that was taken away since it was asked for.
        send(step(here, new ConfirmLink(LinkType.RELATED, new LinkedTicket(there, "T-2", "u-17", Status.NEW), 1)));

        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void aRepeatIsAnsweredAsTheFirstTime() throws Exception {
        CommandEnvelope link = to(here, new LinkTicket(LinkType.RELATED, "T-2"));
        send(link);
        writtenEvents();

        assertThat(send(link).get(link.commandId())).containsExactly(new Accepted(here, "T-1", 2, Status.NEW, true));
        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void aRepeatIsRecognisedByTheLastStepsEventWhenTheAnswerIsForgotten() throws Exception {
        CommandEnvelope link = to(here, new LinkTicket(LinkType.RELATED, "T-2"));
        send(link);
        send(to(here, new UnlinkTicket(LinkType.RELATED, "T-2")));
        writtenEvents();
        later(RETENTION.multipliedBy(3));

        assertThat(send(link).get(link.commandId())).containsExactly(new Accepted(here, "T-1", 2, Status.NEW, true));
        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void asLongAsTheOtherTicketIsSilentNobodyIsAnswered() throws Exception {
        // given two partitions, of which the other's commands come to nobody
        driver.close();
        start(2);
        here = ticketIn(0, 2);
        there = ticketIn(1, 2);
        send(to(here, open()));
        writtenEvents();
        CommandEnvelope link = to(here, new LinkTicket(LinkType.RELATED, there.toString()));

        // then neither the first nor the repeat is answered, and another content under the same id is refused
        assertThat(send(link)).doesNotContainKey(link.commandId());
        assertThat(send(link)).doesNotContainKey(link.commandId());
        assertThat(send(withHash(link, "another")).get(link.commandId()))
                .singleElement()
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.code())
                        .isEqualTo(RejectionCode.COMMAND_ID_REUSED));
        assertThat(takenSteps()).hasSize(1);

        // when the other ticket agrees, then the answer comes, and a repeat gets it too
        UUID confirmation = Ids.derived(Ids.derived(link.commandId(), "mirror-link"), "confirm-link");
        CommandEnvelope confirm = withId(
                step(here, new ConfirmLink(LinkType.RELATED, new LinkedTicket(there, "T-3", "u-17", Status.NEW), 1)),
                confirmation,
                new Origin(link.commandId(), "ana", "hash", 0));
        assertThat(send(confirm).get(link.commandId()))
                .containsExactly(new Accepted(here, "T-2", 2, Status.NEW, false));
        assertThat(send(link).get(link.commandId())).containsExactly(new Accepted(here, "T-2", 2, Status.NEW, true));
    }

    @Test
    void aBugInTheOtherTicketIsARefusalAndNothingHasHappened() throws Exception {
        broken = MirrorLink.class;
        CommandEnvelope link = to(here, new LinkTicket(LinkType.RELATED, "T-2"));

        assertThat(send(link).get(link.commandId()))
                .singleElement()
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.code())
                        .isEqualTo(RejectionCode.COMMAND_UNREADABLE));
        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void aBugAtTheEndIsARefusalAndTheOtherTicketLosesTheLinkAgain() throws Exception {
        broken = ConfirmLink.class;
        CommandEnvelope link = to(here, new LinkTicket(LinkType.RELATED, "T-2"));

        assertThat(send(link).get(link.commandId())).singleElement().isInstanceOf(Rejected.class);
        assertThat(writtenEvents())
                .extracting(EventEnvelope::event)
                .satisfiesExactly(
                        linked -> assertThat(linked).isInstanceOf(TicketLinked.class),
                        unlinked -> assertThat(unlinked).isInstanceOf(TicketUnlinked.class));
    }

    @Test
    void aLinkIsTakenAwayFromBothAndAnsweredAtOnce() throws Exception {
        send(to(here, new LinkTicket(LinkType.RELATED, "T-2")));
        writtenEvents();
        CommandEnvelope unlink = to(here, new UnlinkTicket(LinkType.RELATED, there.toString()));

        assertThat(send(unlink).get(unlink.commandId()))
                .containsExactly(new Accepted(here, "T-1", 3, Status.NEW, false));
        assertThat(writtenEvents())
                .extracting(EventEnvelope::event)
                .containsExactly(
                        new TicketUnlinked(LinkType.RELATED, there, "T-2", false, Status.NEW),
                        new TicketUnlinked(LinkType.RELATED, here, "T-1", true, Status.NEW));
    }

    @Test
    void aSplitIsAnsweredByTheNewTicketOnceAndAgain() throws Exception {
        AddComment comment =
                new AddComment(Ids.next(), "And the scanner", Visibility.PUBLIC, AuthorKind.REQUESTER, Channel.PORTAL);
        send(to(here, comment));
        writtenEvents();
        UUID fresh = Ids.next();
        CommandEnvelope split = to(here, new SplitTicket(comment.commentId(), fresh, null));

        assertThat(send(split).get(split.commandId()))
                .containsExactly(new Accepted(fresh, "T-3", 1, Status.NEW, false));
        assertThat(writtenEvents())
                .extracting(EventEnvelope::event)
                .hasExactlyElementsOfTypes(TicketSplit.class, TicketOpened.class);

        // The answer is known to the new ticket, and a repeat is passed on to it.
        assertThat(send(split).get(split.commandId())).containsExactly(new Accepted(fresh, "T-3", 1, Status.NEW, true));
        later(RETENTION.multipliedBy(3));
        assertThat(send(split).get(split.commandId())).containsExactly(new Accepted(fresh, "T-3", 1, Status.NEW, true));
        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void aBugInTheNewTicketIsARefusalAndTheSplitIsUndone() throws Exception {
        AddComment comment =
                new AddComment(Ids.next(), "And the scanner", Visibility.PUBLIC, AuthorKind.REQUESTER, Channel.PORTAL);
        send(to(here, comment));
        writtenEvents();
        broken = OpenTicket.class;
        CommandEnvelope split = to(here, new SplitTicket(comment.commentId(), Ids.next(), null));

        assertThat(send(split).get(split.commandId())).singleElement().isInstanceOf(Rejected.class);
        assertThat(writtenEvents())
                .extracting(EventEnvelope::event)
                .hasExactlyElementsOfTypes(TicketSplit.class, SplitUndone.class);
    }

    private void start(int partitions) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "processor-test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                folder.resolve(Ids.next().toString()).toString());
        TicketModel model = (request, history) -> {
            if (request.command().getClass() == broken) {
                throw new IllegalArgumentException("a bug");
            }
            return AXON.handle(request, history);
        };
        driver = new TopologyTestDriver(
                EntityTopology.of(
                        () -> new EntityProcessor(
                                model,
                                AXON,
                                new ProcessorMetrics(new SimpleMeterRegistry()),
                                partitions,
                                RETENTION,
                                TicketProcessorTest.ARCHIVE,
                                10_000,
                                new Batches(Duration.ZERO),
                                DriverKeys.LOG_KEY),
                        RETENTION),
                settings,
                START);
        DriverKeys.logKeyTo(driver);
        commands = driver.createInputTopic(
                Topics.TICKET_COMMANDS.name(), new StringSerializer(), new ByteArraySerializer());
        steps = output(Topics.TICKET_COMMANDS.name());
        events = output(Topics.TICKET_EVENTS.name());
        replies = output(Topics.TICKET_COMMAND_REPLIES.name());
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void later(Duration duration) {
        now = now.plus(duration);
        driver.advanceWallClockTime(duration);
    }

    /** Sends it, and gives what was answered until nothing is under way any more, by command. */
    private Map<UUID, List<CommandOutcome>> send(CommandEnvelope envelope) throws UnreadableRecordException {
        WireRecord written = CommandRecords.write("/test", envelope);
        commands.pipeInput(new TestRecord<>(written.key(), written.value(), written.headers(), now));
        Map<UUID, List<CommandOutcome>> answers = new HashMap<>();
        for (TestRecord<String, byte[]> answer : replies.readRecordsToList()) {
            CommandReply reply = ReplyRecords.read(new WireRecord(answer.key(), answer.headers(), answer.value()));
            answers.computeIfAbsent(reply.commandId(), _ -> new ArrayList<>()).add(reply.outcome());
        }
        return answers;
    }

    private List<EventEnvelope<TicketEvent>> writtenEvents() throws UnreadableRecordException {
        List<EventEnvelope<TicketEvent>> read = new ArrayList<>();
        for (TestRecord<String, byte[]> written : events.readRecordsToList()) {
            read.add(EventRecords.TICKET.read(
                    new WireRecord(written.key(), written.headers(), written.value()), new DriverKeys(driver)));
        }
        return read;
    }

    private List<CommandEnvelope> takenSteps() throws UnreadableRecordException {
        List<CommandEnvelope> read = new ArrayList<>();
        for (TestRecord<String, byte[]> written : steps.readRecordsToList()) {
            read.add(CommandRecords.read(new WireRecord(written.key(), written.headers(), written.value())));
        }
        return read;
    }

    private static UUID ticketIn(int partition, int partitions) {
        UUID id = Ids.next();
        while (TicketRef.of(id).partition(partitions) != partition) {
            id = Ids.next();
        }
        return id;
    }

    private CommandEnvelope to(UUID ticket, TicketCommand command) {
        return new CommandEnvelope(
                Ids.next(),
                TicketRef.of(ticket),
                ANA,
                now,
                now.minusSeconds(3600),
                null,
                Ids.next(),
                null,
                "hash",
                0,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                command);
    }

    private CommandEnvelope step(UUID ticket, TicketCommand command) {
        UUID cause = Ids.next();
        return new CommandEnvelope(
                Ids.next(),
                TicketRef.of(ticket),
                Actor.service("ticket-command-service"),
                now,
                now,
                null,
                cause,
                cause,
                null,
                null,
                null,
                command);
    }

    private static CommandEnvelope withHash(CommandEnvelope envelope, String hash) {
        return new CommandEnvelope(
                envelope.commandId(),
                envelope.ticket(),
                envelope.actor(),
                envelope.acceptedAt(),
                envelope.occurredAt(),
                null,
                envelope.correlationId(),
                null,
                hash,
                envelope.replyPartition(),
                envelope.traceparent(),
                envelope.command());
    }

    private static CommandEnvelope withId(CommandEnvelope envelope, UUID commandId, Origin origin) {
        return new CommandEnvelope(
                commandId,
                envelope.ticket(),
                envelope.actor(),
                envelope.acceptedAt(),
                envelope.occurredAt(),
                null,
                envelope.correlationId(),
                envelope.causationId(),
                null,
                null,
                null,
                null,
                origin,
                envelope.command());
    }

    private static OpenTicket open() {
        return new OpenTicket(
                TicketType.INCIDENT,
                Channel.PORTAL,
                new Requester("u-17", "Lucía Pérez", null, null, null, "es", false),
                "No puedo imprimir",
                "La impresora del 3er piso no responde",
                "hardware/printer",
                Impact.LOW,
                Urgency.HIGH,
                Priority.NORMAL,
                List.of("piso-3"),
                Map.of(),
                null);
    }
}
