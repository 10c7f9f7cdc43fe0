package dev.traza.command.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.command.processor.axon.AxonEntities;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandOutcome.Accepted;
import dev.traza.contract.envelope.CommandOutcome.PersonAccepted;
import dev.traza.contract.envelope.CommandOutcome.Rejected;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.PersonCommandEnvelope;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.personal.PersonCommand.ErasePerson;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.CloseTicket;
import dev.traza.contract.ticket.TicketCommand.LogWork;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.RateTicket;
import dev.traza.contract.ticket.TicketCommand.ResumeTicket;
import dev.traza.contract.ticket.TicketCommand.TakeTicket;
import dev.traza.contract.ticket.TicketCommand.WaitForRequester;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.CommentAdded;
import dev.traza.contract.ticket.TicketEvent.PersonalDataErased;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import dev.traza.contract.ticket.TicketEvent.TicketResumed;
import dev.traza.contract.ticket.TicketEvent.WorkLogged;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import dev.traza.contract.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketProcessorTest {

    private static final Instant START = Instant.parse("2026-03-02T10:15:30Z");
    private static final Duration RETENTION = Duration.ofDays(7);
    static final Archiving ARCHIVE = new Archiving(Duration.ofDays(180), Duration.ofMinutes(1), 2);
    private static final int MAX_COMMAND = 10_000;
    private static final Actor LUCIA = Actor.user("u-17", Set.of(Role.REQUESTER));
    private static final Actor ANA = Actor.user("ana", Set.of(Role.AGENT));
    private static final AxonEntities AXON = AxonEntities.start();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final UUID ticket = Ids.next();

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
    void start() {
        start(1);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void anOpenedTicketIsOnTheEventLogAndAnswered() throws Exception {
        CommandEnvelope open = by(LUCIA, open());

        CommandOutcome outcome = send(open);

        assertThat(outcome).isEqualTo(new Accepted(ticket, "T-1", 1, Status.NEW, false));
        EventEnvelope<TicketEvent> event = onlyEvent();
        assertThat(event.event()).isInstanceOfSatisfying(TicketOpened.class, opened -> assertThat(opened.number())
                .isEqualTo("T-1"));
        assertThat(event.eventId()).isEqualTo(Ids.derived(open.commandId(), "event-0"));
        assertThat(event.ticketId()).isEqualTo(ticket);
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.actor()).isEqualTo(LUCIA);
        assertThat(event.occurredAt()).isEqualTo(open.occurredAt());
        assertThat(event.recordedAt()).isEqualTo(open.acceptedAt());
        assertThat(event.correlationId()).isEqualTo(open.correlationId());
        assertThat(event.causationId()).isEqualTo(open.commandId());
        assertThat(event.traceparent()).isEqualTo(open.traceparent());
    }

    @Test
    void versionsAreContiguousAlsoWhenACommandMakesTwoEvents() throws Exception {
        send(by(LUCIA, open()));
        send(by(ANA, new TakeTicket("desk")));
        send(by(ANA, new WaitForRequester(null)));

        CommandOutcome outcome = send(by(LUCIA, says("X-200")));

        assertThat(outcome).isEqualTo(new Accepted(ticket, "T-1", 5, Status.OPEN, false));
        List<EventEnvelope<TicketEvent>> written = writtenEvents();
        assertThat(written).extracting(EventEnvelope::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(written).extracting(EventEnvelope::eventId).doesNotHaveDuplicates();
        assertThat(written.get(3).event()).isInstanceOf(CommentAdded.class);
        assertThat(written.get(4).event()).isInstanceOf(TicketResumed.class);
    }

    @Test
    void aRefusedCommandWritesNoEventAndSaysHowTheTicketIs() throws Exception {
        send(by(LUCIA, open()));
        writtenEvents();

        CommandOutcome outcome = send(by(ANA, new ResumeTicket(ResumeReason.REQUESTED)));

        assertThat(outcome).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(RejectionCode.TRANSITION_NOT_ALLOWED);
            assertThat(rejected.ticketId()).isEqualTo(ticket);
            assertThat(rejected.version()).isEqualTo(1);
            assertThat(rejected.status()).isEqualTo(Status.NEW);
            assertThat(rejected.possible()).contains("TakeTicket");
        });
        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void aStrangerIsToldNothingAboutTheTicket() throws Exception {
        send(by(LUCIA, open()));

        assertThat(send(by(Actor.user("u-18", Set.of(Role.REQUESTER)), says("hm"))))
                .isEqualTo(new Rejected(
                        RejectionCode.TICKET_NOT_FOUND, "There is no such ticket", null, null, null, List.of(), false));
    }

    @Test
    void theSameCommandTwiceHappensOnceAndIsAnsweredAlike() throws Exception {
        CommandEnvelope open = by(LUCIA, open());
        send(open);
        send(by(ANA, new TakeTicket("desk")));

        CommandOutcome again = send(open);

        assertThat(again).isEqualTo(new Accepted(ticket, "T-1", 1, Status.NEW, true));
        assertThat(writtenEvents()).hasSize(2);
    }

    @Test
    void aRefusalIsRepeatedEvenIfTheCommandWouldBePossibleByNow() throws Exception {
        send(by(LUCIA, open()));
        CommandEnvelope tooEarly = by(ANA, new WaitForRequester(null));
        send(tooEarly);
        send(by(ANA, new TakeTicket("desk")));
        writtenEvents();

        assertThat(send(tooEarly)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(RejectionCode.TRANSITION_NOT_ALLOWED);
            assertThat(rejected.replayed()).isTrue();
        });
        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void theSameIdForAnotherContentIsRefusedAndTheFirstAnswerStays() throws Exception {
        CommandEnvelope open = by(LUCIA, open());
        send(open);
        CommandEnvelope other = with(open, "another hash", LUCIA);

        assertThat(code(send(other))).isEqualTo(RejectionCode.COMMAND_ID_REUSED);
        assertThat(code(send(with(open, open.requestHash(), ANA)))).isEqualTo(RejectionCode.COMMAND_ID_REUSED);
        assertThat(send(open)).isEqualTo(new Accepted(ticket, "T-1", 1, Status.NEW, true));
        assertThat(writtenEvents()).hasSize(1);
    }

    @Test
    void aCommandIsRecognisedByItsEventsWhenItsAnswerIsForgotten() throws Exception {
        CommandEnvelope open = by(LUCIA, open());
        send(open);
        CommandEnvelope take = by(ANA, new TakeTicket("desk"));
        send(take);
        send(by(ANA, new WaitForRequester(null)));
        writtenEvents();

        later(RETENTION.multipliedBy(3));

        assertThat(send(take)).isEqualTo(new Accepted(ticket, "T-1", 2, Status.OPEN, true));
        assertThat(send(open)).isEqualTo(new Accepted(ticket, "T-1", 1, Status.NEW, true));
        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void eachTicketGetsTheNextNumberOfItsPartition() throws Exception {
        for (int n = 1; n <= 300; n++) {
            UUID another = Ids.next();
            CommandOutcome outcome = send(envelope(TicketRef.of(another), LUCIA, open()));
            assertThat(outcome).isEqualTo(new Accepted(another, "T-" + n, 1, Status.NEW, false));
        }
    }

    @Test
    void numbersOfAPartitionAreItsOwn() throws Exception {
        int partitions = 4;
        driver.close();
        start(partitions);
        UUID here = ticketIn(0, partitions);
        UUID alsoHere = ticketIn(0, partitions);

        assertThat(send(envelope(TicketRef.of(here), LUCIA, open())))
                .isEqualTo(new Accepted(here, "T-4", 1, Status.NEW, false));
        assertThat(send(envelope(TicketRef.of(alsoHere), LUCIA, open())))
                .isEqualTo(new Accepted(alsoHere, "T-8", 1, Status.NEW, false));
    }

    @Test
    void aTicketIsFoundByItsNumber() throws Exception {
        send(by(LUCIA, open()));
        writtenEvents();

        CommandOutcome outcome = send(envelope(TicketRef.parse("T-1").orElseThrow(), ANA, new TakeTicket("desk")));

        assertThat(outcome).isEqualTo(new Accepted(ticket, "T-1", 2, Status.OPEN, false));
        assertThat(onlyEvent().ticketId()).isEqualTo(ticket);
    }

    @Test
    void aNumberThatNobodyHasIsNotFound() throws Exception {
        assertThat(code(send(envelope(TicketRef.parse("T-99").orElseThrow(), ANA, new TakeTicket("desk")))))
                .isEqualTo(RejectionCode.TICKET_NOT_FOUND);
    }

    @Test
    void aCommandInAnotherTicketsPartitionIsSetAside() throws Exception {
        int partitions = 4;
        driver.close();
        start(partitions);

        assertThat(code(send(envelope(TicketRef.of(ticketIn(3, partitions)), LUCIA, open()))))
                .isEqualTo(RejectionCode.COMMAND_UNREADABLE);
        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void anUnreadableCommandIsAnsweredAndTheNextOneGoesOn() throws Exception {
        WireRecord written = CommandRecords.write("/test", by(LUCIA, open()));
        pipe(new WireRecord(written.key(), written.headers(), "{".getBytes(StandardCharsets.UTF_8)));

        assertThat(code(onlyReply().outcome())).isEqualTo(RejectionCode.COMMAND_UNREADABLE);
        assertThat(send(by(LUCIA, open()))).isInstanceOf(Accepted.class);
        assertThat(setAside("unreadable")).isEqualTo(1);
    }

    @Test
    void aRecordThatSaysNothingAtAllIsPassedOver() throws Exception {
        commands.pipeInput(new TestRecord<>(null, null, new RecordHeaders(), now));
        commands.pipeInput(new TestRecord<>("?", new byte[] {1, 2, 3}, new RecordHeaders(), now));

        assertThat(replies.isEmpty()).isTrue();
        assertThat(send(by(LUCIA, open()))).isInstanceOf(Accepted.class);
        assertThat(setAside("unreadable")).isEqualTo(2);
    }

    @Test
    void aCommandThatMightMakeTooLargeEventsIsSetAside() throws Exception {
        send(by(LUCIA, open()));

        assertThat(code(send(by(LUCIA, says("x".repeat(MAX_COMMAND)))))).isEqualTo(RejectionCode.COMMAND_UNREADABLE);
    }

    @Test
    void aCommandWithMissingPartsIsSetAside() throws Exception {
        send(by(LUCIA, open()));
        writtenEvents();
        WireRecord written = CommandRecords.write("/test", by(LUCIA, says("…")));

        pipe(new WireRecord(written.key(), written.headers(), "{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(code(onlyReply().outcome())).isEqualTo(RejectionCode.COMMAND_UNREADABLE);
        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void whatAnEarlierReleaseStoredIsHistoryLikeAnyOther() throws Exception {
        send(by(LUCIA, open()));
        UUID causedEarlier = Ids.next();
        HistoryStore.ofTickets(driver.getKeyValueStore(HistoryStore.NAME))
                .add(
                        ticket,
                        2,
                        stored(
                                causedEarlier,
                                "dev.traza.ticket.WorkLogged.v1",
                                "{\"agentId\":\"ana\",\"minutes\":25,\"activity\":\"toner\",\"status\":\"NEW\"}"));

        assertThat(send(by(ANA, says("…")))).isEqualTo(new Accepted(ticket, "T-1", 3, Status.NEW, false));
    }

    @Test
    void aCommandThatAnEarlierReleaseLeftOnTheLogIsCarriedOut() throws Exception {
        send(by(LUCIA, open()));
        writtenEvents();
        WireRecord written = CommandRecords.write("/test", by(ANA, new LogWork(1500, "toner")));
        written.headers()
                .remove("ce_type")
                .add("ce_type", "dev.traza.ticket.LogWork.v1".getBytes(StandardCharsets.UTF_8));
        byte[] earlier = "{\"minutes\":25,\"activity\":\"toner\"}".getBytes(StandardCharsets.UTF_8);

        pipe(new WireRecord(written.key(), written.headers(), earlier));

        assertThat(onlyReply().outcome()).isEqualTo(new Accepted(ticket, "T-1", 2, Status.NEW, false));
        assertThat(onlyEvent().event()).isEqualTo(new WorkLogged("ana", 1500, "toner", Status.NEW));
    }

    @Test
    void aBugRefusesOneCommandChangesNothingAndDoesNotStopTheRest() throws Exception {
        CommandEnvelope open = by(LUCIA, open());
        broken.set(true);

        assertThat(code(send(open))).isEqualTo(RejectionCode.COMMAND_UNREADABLE);
        assertThat(writtenEvents()).isEmpty();
        assertThat(setAside("unhandled")).isEqualTo(1);

        broken.set(false);
        // Nothing was remembered, so that the same command can be sent again once the bug is mended.
        assertThat(send(open)).isEqualTo(new Accepted(ticket, "T-1", 1, Status.NEW, false));
    }

    @Test
    void anAnswerToAPartitionThatDoesNotExistStaysHere() throws Exception {
        CommandEnvelope open = by(LUCIA, open());
        CommandEnvelope lost = new CommandEnvelope(
                open.commandId(),
                open.ticket(),
                open.actor(),
                open.acceptedAt(),
                open.occurredAt(),
                null,
                open.correlationId(),
                null,
                null,
                4711,
                null,
                open.command());

        assertThat(send(lost)).isInstanceOf(Accepted.class);
    }

    @Test
    void whatHappenedAfterItWasAcceptedHappenedThen() throws Exception {
        CommandEnvelope open = by(LUCIA, open());
        CommandEnvelope ahead = new CommandEnvelope(
                open.commandId(),
                open.ticket(),
                open.actor(),
                open.acceptedAt(),
                open.acceptedAt().plusSeconds(60),
                null,
                open.correlationId(),
                null,
                null,
                0,
                null,
                open.command());

        send(ahead);

        assertThat(onlyEvent().occurredAt()).isEqualTo(open.acceptedAt());
    }

    @Test
    void anExpectedVersionIsTheOnlyOneThatCounts() throws Exception {
        send(by(LUCIA, open()));
        CommandEnvelope comment = by(ANA, says("…"));
        CommandEnvelope onVersion7 = new CommandEnvelope(
                comment.commandId(),
                comment.ticket(),
                comment.actor(),
                comment.acceptedAt(),
                comment.occurredAt(),
                7L,
                comment.correlationId(),
                null,
                null,
                0,
                null,
                comment.command());

        assertThat(send(onVersion7)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(RejectionCode.VERSION_MISMATCH);
            assertThat(rejected.version()).isEqualTo(1);
        });
    }

    @Test
    void aTicketThatHasBeenClosedForLongLeavesTheStoreAndItsCommandsAreToldHowToGoOn() throws Exception {
        // given
        openedAndClosed();
        List<EventEnvelope<TicketEvent>> onTheLog = writtenEvents();

        // when
        later(ARCHIVE.after().plusMinutes(2));

        // then
        assertThat(kept()).isEqualTo(1);
        assertThat(send(by(ANA, new RateTicket(5, null)))).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(RejectionCode.TICKET_ARCHIVED);
            assertThat(rejected.detail()).contains("followUpOf", START.toString());
            assertThat(rejected.ticketId()).isEqualTo(ticket);
            assertThat(rejected.version()).isEqualTo(onTheLog.size());
            assertThat(rejected.status()).isEqualTo(Status.CLOSED);
        });
        assertThat(code(send(envelope(TicketRef.parse("T-1").orElseThrow(), LUCIA, says("hm")))))
                .isEqualTo(RejectionCode.TICKET_ARCHIVED);
        assertThat(code(send(by(LUCIA, open())))).isEqualTo(RejectionCode.TICKET_EXISTS);
        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void aStrangerIsToldNothingAboutAnArchivedTicket() throws Exception {
        openedAndClosed();
        later(ARCHIVE.after().plusMinutes(2));

        assertThat(send(by(Actor.user("u-18", Set.of(Role.REQUESTER)), says("hm"))))
                .isEqualTo(new Rejected(
                        RejectionCode.TICKET_NOT_FOUND, "There is no such ticket", null, null, null, List.of(), false));
    }

    @Test
    void aTicketThatWasClosedLatelyStays() throws Exception {
        openedAndClosed();

        later(ARCHIVE.after().minusMinutes(1));

        assertThat(send(by(LUCIA, new RateTicket(5, null)))).isInstanceOf(Rejected.class);
        assertThat(kept()).isEqualTo(2);
    }

    @Test
    void nobodysDataIsOutOfReachInAnArchive() throws Exception {
        // given
        openedAndClosed();
        later(ARCHIVE.after().plusMinutes(2));
        writtenEvents();
        Actor admin = Actor.user("root", Set.of(Role.ADMIN));

        // when
        pipe(CommandRecords.write(
                "/test",
                new PersonCommandEnvelope(
                        Ids.next(), "u-17", admin, now, Ids.next(), null, null, 0, null, new ErasePerson(0, null))));

        // then
        assertThat(replies.readRecordsToList()).hasSize(2); // to who asked, and of the ticket
        EventEnvelope<TicketEvent> erased = onlyEvent();
        assertThat(erased.sequence()).isEqualTo(3);
        assertThat(erased.event()).isEqualTo(new PersonalDataErased("u-17", true, List.of(), Status.CLOSED));
        assertThat(kept()).isEqualTo(1);
        assertThat(keysKept()).isZero();
        assertThat(send(by(ANA, new RateTicket(5, null))))
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.version())
                        .isEqualTo(3));
    }

    @Test
    void aPersonWithManyTicketsIsErasedFromAll() throws Exception {
        // given
        for (int i = 0; i < 250; i++) {
            send(envelope(TicketRef.of(Ids.next()), LUCIA, open()));
        }
        writtenEvents();
        PersonCommandEnvelope erase = new PersonCommandEnvelope(
                Ids.next(),
                "u-17",
                Actor.user("root", Set.of(Role.ADMIN)),
                now,
                Ids.next(),
                null,
                "hash",
                0,
                null,
                new ErasePerson(0, null));

        // when
        pipe(CommandRecords.write("/test", erase));

        // then
        assertThat(writtenEvents())
                .hasSize(250)
                .extracting(EventEnvelope::event)
                .allMatch(event -> event instanceof PersonalDataErased);
        assertThat(keysKept()).isZero();

        // when
        replies.readRecordsToList();
        pipe(CommandRecords.write("/test", erase));

        // then
        assertThat(onlyReply().outcome()).isEqualTo(new PersonAccepted("u-17", 250, true));
        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void nobodyButAnAdministratorErasesAPerson() throws Exception {
        send(by(LUCIA, open()));
        writtenEvents();

        pipe(CommandRecords.write(
                "/test",
                new PersonCommandEnvelope(
                        Ids.next(), "u-17", ANA, now, Ids.next(), null, null, 0, null, new ErasePerson(0, null))));

        assertThat(onlyReply().outcome()).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.code())
                .isEqualTo(RejectionCode.NOT_PERMITTED));
        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void aCommandWhoseKeyIsGoneIsRefused() throws Exception {
        CommandEnvelope open = by(LUCIA, open());
        WireRecord written = CommandRecords.write("/test", open, scope -> DriverKeys.LOG_KEY.get());
        driver.createInputTopic(Topics.COMMAND_KEYS.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(DriverKeys.LOG_KEY.get().id().toString(), new byte[0]);

        pipe(written);

        assertThat(onlyReply().outcome()).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.code())
                .isEqualTo(RejectionCode.COMMAND_UNREADABLE));
        assertThat(writtenEvents()).isEmpty();
    }

    @Test
    void aSealedCommandIsCarriedOutAsIfItWereNot() throws Exception {
        pipe(CommandRecords.write("/test", by(LUCIA, open()), scope -> DriverKeys.LOG_KEY.get()));

        assertThat(onlyReply().outcome()).isEqualTo(new Accepted(ticket, "T-1", 1, Status.NEW, false));
        assertThat(onlyEvent().event())
                .isInstanceOfSatisfying(TicketOpened.class, opened -> assertThat(opened.subject())
                        .isEqualTo(open().subject()));
    }

    @Test
    void theNumberOfAnArchivedTicketIsNotGivenAgain() throws Exception {
        openedAndClosed();
        later(ARCHIVE.after().plusMinutes(2));

        assertThat(send(envelope(TicketRef.of(Ids.next()), LUCIA, open())))
                .isInstanceOfSatisfying(Accepted.class, accepted -> assertThat(accepted.number())
                        .isEqualTo("T-2"));
    }

    @Test
    void onlyABatchOfTicketsLeavesAtATime() throws Exception {
        // given
        for (int i = 0; i < 3; i++) {
            UUID other = Ids.next();
            send(envelope(TicketRef.of(other), LUCIA, open()));
            send(envelope(TicketRef.of(other), ANA, new CloseTicket(ResolutionCode.SPAM, null)));
        }

        // when
        later(ARCHIVE.after());
        later(ARCHIVE.every());

        // then
        assertThat(registry.counter("traza.command.archived").count()).isEqualTo(2);

        // when
        later(ARCHIVE.every());

        // then
        assertThat(registry.counter("traza.command.archived").count()).isEqualTo(3);
        assertThat(kept()).isEqualTo(3);
    }

    private int keysKept() {
        int entries = 0;
        KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(HistoryStore.NAME);
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                byte[] key = all.next().key.get();
                entries += key.length > 17 && key[16] == (byte) 0xC0 ? 1 : 0;
            }
        }
        return entries;
    }

    private void openedAndClosed() throws UnreadableRecordException {
        send(by(LUCIA, open()));
        send(by(ANA, new CloseTicket(ResolutionCode.SPAM, null)));
    }

    /** Events in the store of histories, and what is kept instead of them. */
    private int kept() {
        int entries = 0;
        KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(HistoryStore.NAME);
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                entries += all.next().key.get().length == 3 * Long.BYTES ? 1 : 0;
            }
        }
        return entries;
    }

    private void start(int partitions) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "processor-test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                folder.resolve(Ids.next().toString()).toString());
        TicketModel model = (request, history) -> {
            if (broken.get()) {
                throw new IllegalArgumentException("a bug");
            }
            return AXON.handle(request, history);
        };
        driver = new TopologyTestDriver(
                EntityTopology.of(
                        () -> new EntityProcessor(
                                model,
                                AXON,
                                new ProcessorMetrics(registry),
                                partitions,
                                RETENTION,
                                ARCHIVE,
                                MAX_COMMAND,
                                new Batches(Duration.ZERO),
                                DriverKeys.LOG_KEY),
                        RETENTION),
                settings,
                START);
        DriverKeys.logKeyTo(driver);
        commands = driver.createInputTopic(
                Topics.TICKET_COMMANDS.name(), new StringSerializer(), new ByteArraySerializer());
        events = driver.createOutputTopic(
                Topics.TICKET_EVENTS.name(), new StringDeserializer(), new ByteArrayDeserializer());
        replies = driver.createOutputTopic(
                Topics.TICKET_COMMAND_REPLIES.name(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void later(Duration duration) {
        now = now.plus(duration);
        driver.advanceWallClockTime(duration);
    }

    private CommandOutcome send(CommandEnvelope envelope) throws UnreadableRecordException {
        pipe(CommandRecords.write("/test", envelope));
        CommandReply reply = onlyReply();
        assertThat(reply.commandId()).isEqualTo(envelope.commandId());
        assertThat(reply.subject()).isEqualTo(envelope.actor().subject());
        return reply.outcome();
    }

    private void pipe(WireRecord written) {
        commands.pipeInput(new TestRecord<>(written.key(), written.value(), written.headers(), now));
    }

    private CommandReply onlyReply() throws UnreadableRecordException {
        List<TestRecord<String, byte[]>> written = replies.readRecordsToList();
        assertThat(written).hasSize(1);
        TestRecord<String, byte[]> reply = written.getFirst();
        return ReplyRecords.read(new WireRecord(reply.key(), reply.headers(), reply.value()));
    }

    private EventEnvelope<TicketEvent> onlyEvent() throws UnreadableRecordException {
        List<EventEnvelope<TicketEvent>> written = writtenEvents();
        assertThat(written).hasSize(1);
        return written.getFirst();
    }

    private List<EventEnvelope<TicketEvent>> writtenEvents() throws UnreadableRecordException {
        List<EventEnvelope<TicketEvent>> read = new ArrayList<>();
        for (TestRecord<String, byte[]> written : events.readRecordsToList()) {
            read.add(EventRecords.TICKET.read(
                    new WireRecord(written.key(), written.headers(), written.value()), new DriverKeys(driver)));
        }
        return read;
    }

    /** As {@link StoredEvent} wrote it when that type was the present one. */
    private static byte[] stored(UUID causedBy, String type, String json) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        byte[] event = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + 3 * Long.BYTES + Integer.BYTES + Short.BYTES + name.length + event.length)
                .put((byte) 1)
                .putLong(causedBy.getMostSignificantBits())
                .putLong(causedBy.getLeastSignificantBits())
                .putLong(START.getEpochSecond())
                .putInt(0)
                .putShort((short) name.length)
                .put(name)
                .put(event)
                .array();
    }

    private double setAside(String why) {
        return Objects.requireNonNull(
                        registry.find("traza.command.set.aside").tag("why", why).counter())
                .count();
    }

    private static @Nullable RejectionCode code(CommandOutcome outcome) {
        return outcome instanceof Rejected rejected ? rejected.code() : null;
    }

    private static UUID ticketIn(int partition, int partitions) {
        UUID id = Ids.next();
        while (TicketRef.of(id).partition(partitions) != partition) {
            id = Ids.next();
        }
        return id;
    }

    private CommandEnvelope by(Actor actor, TicketCommand command) {
        return envelope(TicketRef.of(ticket), actor, command);
    }

    private CommandEnvelope envelope(TicketRef ref, Actor actor, TicketCommand command) {
        return new CommandEnvelope(
                Ids.next(),
                ref,
                actor,
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

    private static CommandEnvelope with(CommandEnvelope envelope, @Nullable String requestHash, Actor actor) {
        return new CommandEnvelope(
                envelope.commandId(),
                envelope.ticket(),
                actor,
                envelope.acceptedAt(),
                envelope.occurredAt(),
                null,
                envelope.correlationId(),
                null,
                requestHash,
                envelope.replyPartition(),
                envelope.traceparent(),
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

    private static AddComment says(String body) {
        return new AddComment(Ids.next(), body, Visibility.PUBLIC, AuthorKind.REQUESTER, Channel.PORTAL);
    }
}
