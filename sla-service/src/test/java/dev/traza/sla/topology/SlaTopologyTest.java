package dev.traza.sla.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import dev.traza.sla.SlaConfig;
import dev.traza.sla.TicketEvents;
import dev.traza.sla.book.BookRecord;
import dev.traza.sla.book.CurrentBook;
import dev.traza.sla.clock.Story;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlaTopologyTest {

    private static final Instant EIGHT = Instant.parse("2026-06-10T08:00:00Z");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Map<UUID, Long> versions = new HashMap<>();
    private final List<EventEnvelope<SlaEvent>> told = new ArrayList<>();
    private final List<CommandEnvelope> asked = new ArrayList<>();

    private OptionalLong unread = OptionalLong.empty();
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> events;
    private TestInputTopic<String, byte[]> policies;
    private TestOutputTopic<String, byte[]> slaEvents;
    private TestOutputTopic<String, byte[]> commands;
    private Instant now = EIGHT;

    @BeforeEach
    void start(@TempDir Path folder) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "sla-test");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        driver = new TopologyTestDriver(
                SlaTopology.build(new CurrentBook(), partition -> unread, new QuickTimers(), new SlaMetrics(registry)),
                settings,
                EIGHT);
        events =
                driver.createInputTopic(Topics.TICKET_EVENTS.name(), new StringSerializer(), new ByteArraySerializer());
        policies =
                driver.createInputTopic(Topics.SLA_POLICIES.name(), new StringSerializer(), new ByteArraySerializer());
        slaEvents = driver.createOutputTopic(
                Topics.SLA_EVENTS.name(), new StringDeserializer(), new ByteArrayDeserializer());
        commands = driver.createOutputTopic(
                Topics.TICKET_COMMANDS.name(), new StringDeserializer(), new ByteArrayDeserializer());
        write(BookRecord.of(Story.always(1)));
        write(BookRecord.of(Story.standard(1, Set.of(Status.PENDING, Status.ON_HOLD), Duration.ofHours(8))));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void anOpenedTicketStartsTwoClocksThatTellInOrder() {
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));

        assertThat(kinds(ticket)).containsExactly("SlaStarted FIRST_RESPONSE", "SlaStarted RESOLUTION");
        assertThat(told)
                .allSatisfy(envelope -> {
                    assertThat(envelope.correlationId()).isEqualTo(ticket);
                    assertThat(envelope.causationId()).isEqualTo(eventId(ticket, 1));
                    assertThat(envelope.traceparent()).isEqualTo(TRACE);
                    assertThat(envelope.actor()).isEqualTo(Actor.service("sla-service"));
                })
                .extracting(EventEnvelope::sequence)
                .containsExactly(1L, 2L);
    }

    @Test
    void timeAloneWarnsAndBreachesOnce() {
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));

        passes(Duration.ofHours(2));
        passes(Duration.ofHours(1));

        assertThat(kinds(ticket))
                .containsExactly(
                        "SlaStarted FIRST_RESPONSE",
                        "SlaStarted RESOLUTION",
                        "SlaWarned FIRST_RESPONSE",
                        "SlaWarned FIRST_RESPONSE",
                        "SlaWarned FIRST_RESPONSE",
                        "SlaBreached FIRST_RESPONSE");
        assertThat(told.getLast().occurredAt()).isEqualTo(EIGHT.plus(Duration.ofHours(2)));
        assertThat(told.getLast().causationId()).isEqualTo(eventId(ticket, 1));
        assertThat(told.getLast().traceparent()).isEqualTo(TRACE);
    }

    @Test
    void aTimerFiresWithinAPunctuationOfBeingDue() {
        happens(Ids.next(), TicketEvents.opened(Priority.HIGH));

        passes(Duration.ofMinutes(30).minusMillis(1));
        assertThat(told).hasSize(2);
        passes(Duration.ofMillis(501));
        assertThat(told).hasSize(3);
    }

    @Test
    void waitingMovesTheTimersAndTheEndTakesThemAway() {
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));
        passes(Duration.ofMinutes(30));
        happens(ticket, TicketEvents.pended());
        assertThat(timers()).isEmpty();

        passes(Duration.ofHours(10));
        happens(ticket, TicketEvents.resumed());
        passes(Duration.ofMinutes(29));
        assertThat(kinds(ticket))
                .filteredOn(kind -> kind.startsWith("SlaWarned"))
                .isEmpty();
        passes(Duration.ofMinutes(2));
        assertThat(kinds(ticket)).last().isEqualTo("SlaWarned FIRST_RESPONSE");

        happens(ticket, TicketEvents.resolved());
        assertThat(kinds(ticket)).endsWith("SlaMet FIRST_RESPONSE", "SlaMet RESOLUTION");
        assertThat(timers()).hasSize(1); // only the closing
    }

    @Test
    void aHigherPriorityMovesTheTimersForward() {
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));
        passes(Duration.ofMinutes(40));
        happens(ticket, TicketEvents.prioritized(Priority.HIGH, Status.NEW));
        passes(Duration.ofMinutes(21));

        assertThat(kinds(ticket))
                .endsWith(
                        "SlaRetargeted FIRST_RESPONSE",
                        "SlaRetargeted RESOLUTION",
                        "SlaWarned FIRST_RESPONSE",
                        "SlaWarned FIRST_RESPONSE",
                        "SlaWarned FIRST_RESPONSE",
                        "SlaBreached FIRST_RESPONSE");
    }

    @Test
    void aReopenedTicketRunsASecondCycle() {
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));
        happens(ticket, TicketEvents.resolved());
        passes(Duration.ofHours(1));
        happens(ticket, TicketEvents.reopened());

        SlaEvent last = told.getLast().event();
        assertThat(last).isInstanceOf(SlaEvent.SlaStarted.class);
        assertThat(last.measure().metric()).isEqualTo(SlaMetric.RESOLUTION);
        assertThat(last.measure().cycle()).isEqualTo(2);
    }

    @Test
    void anEventThatIsReadTwiceTellsNothingTwice() {
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));
        happens(ticket, TicketEvents.answered());
        int before = told.size();

        put(ticket, 1, TicketEvents.opened(Priority.NORMAL));
        put(ticket, 2, TicketEvents.answered());

        assertThat(told).hasSize(before);
    }

    @Test
    void aClosedTicketLeavesNothingBehind() {
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));
        happens(ticket, TicketEvents.closed());

        assertThat(timers()).isEmpty();
        assertThat(clocks()).isEmpty();
        passes(Duration.ofDays(30));
        assertThat(kinds(ticket)).endsWith("SlaCancelled FIRST_RESPONSE", "SlaCancelled RESOLUTION");
        assertThat(registry.get("traza.sla.clocks.running").gauge().value()).isZero();
    }

    @Test
    void aHeldTicketIsAskedOnceToGoOnAtItsDate() {
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));
        happens(ticket, TicketEvents.held(EIGHT.plus(Duration.ofHours(3))));

        passes(Duration.ofHours(2));
        assertThat(asked).isEmpty();
        passes(Duration.ofHours(2));
        passes(Duration.ofHours(2));

        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().ticket().text()).isEqualTo(ticket.toString());
        assertThat(asked.getFirst().command()).isEqualTo(new TicketCommand.ResumeTicket(ResumeReason.DATE_REACHED));
        assertThat(asked.getFirst().traceparent()).isEqualTo(TRACE);
    }

    @Test
    void aTicketThatStaysResolvedIsAskedOnceToClose() {
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));
        happens(ticket, TicketEvents.resolved());

        passes(Duration.ofDays(5).minusMinutes(1));
        assertThat(asked).isEmpty();
        passes(Duration.ofMinutes(2));
        passes(Duration.ofDays(5));

        assertThat(asked).extracting(CommandEnvelope::command).hasOnlyElementsOfType(TicketCommand.CloseTicket.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aChangedPolicyReachesEveryRunningClockAFewTicketsAtATime() {
        int tickets = 3 * new QuickTimers().sweepBatch() + 1;
        for (int i = 0; i < tickets; i++) {
            happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));
        }
        told.clear();

        write(BookRecord.of(Story.standard(2, Set.of(Status.PENDING), Duration.ofHours(6))));
        passes(Duration.ofMillis(500));
        assertThat(told).hasSizeLessThan(tickets);
        looks(12);

        assertThat(told)
                .filteredOn(envelope -> envelope.event() instanceof SlaEvent.SlaRetargeted)
                .filteredOn(envelope -> envelope.event().measure().metric() == SlaMetric.RESOLUTION)
                .hasSize(tickets);
        assertThat(registry.get("traza.sla.clocks.running").gauge().value()).isEqualTo(2.0 * tickets);
    }

    @Test
    void aTicketOpenedBeforeThereWasAPolicyGetsItsClocksWithThePolicy() {
        write(BookRecord.withoutPolicy("standard"));
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));
        assertThat(told).isEmpty();
        passes(Duration.ofMinutes(10));

        write(BookRecord.of(Story.standard(1, Set.of(), Duration.ofHours(8))));
        passes(Duration.ofSeconds(1));

        assertThat(kinds(ticket)).containsExactly("SlaStarted FIRST_RESPONSE", "SlaStarted RESOLUTION");
        assertThat(told.getFirst().event().measure().elapsedSeconds()).isBetween(600L, 601L);
    }

    @Test
    void timersWaitUntilWhatHappenedDuringAnOutageIsRead() {
        // given a partition in which the event at offset 1 waits to be read when the timers first look
        unread = OptionalLong.of(1);
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.HIGH));

        // when time passes the target before that event is read
        passes(Duration.ofSeconds(5));
        now = EIGHT.plus(Duration.ofMinutes(10));
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        collect();
        assertThat(kinds(ticket)).hasSize(2);
        happens(ticket, TicketEvents.answered());

        // then nothing was breached
        passes(Duration.ofHours(2));
        assertThat(kinds(ticket)).contains("SlaMet FIRST_RESPONSE").doesNotContain("SlaBreached FIRST_RESPONSE");
        assertThat(kinds(ticket)).contains("SlaWarned RESOLUTION");
    }

    @Test
    void timersDoNotWaitForEverForAnEventThatNeverComes() {
        unread = OptionalLong.of(1_000);
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.HIGH));

        passes(Duration.ofHours(1));

        assertThat(kinds(ticket)).contains("SlaBreached FIRST_RESPONSE");
    }

    @Test
    void moreDueTimersThanFitIntoOneLookAllFire() {
        int tickets = 2 * new QuickTimers().batch() + 1;
        for (int i = 0; i < tickets; i++) {
            happens(Ids.next(), TicketEvents.opened(Priority.HIGH));
        }

        passes(Duration.ofMinutes(31));
        looks(4);

        assertThat(told)
                .filteredOn(e -> e.event() instanceof SlaEvent.SlaWarned)
                .hasSize(tickets);
    }

    @Test
    void aRecordThatIsNoEventIsLeftOut() {
        events.pipeInput("nonsense", new byte[] {1, 2, 3});
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));

        assertThat(kinds(ticket)).hasSize(2);
        assertThat(registry.get("traza.sla.records.unreadable").counter().count())
                .isEqualTo(1);
    }

    @Test
    void aPolicyRecordThatMakesNoSenseIsLeftOut() {
        policies.pipeInput("policy/standard", "{".getBytes(StandardCharsets.UTF_8));
        policies.pipeInput("calendar/always", "{\"id\":\"always\"}".getBytes(StandardCharsets.UTF_8));
        policies.pipeInput("what", new byte[0]);

        assertThat(kinds(happens(Ids.next(), TicketEvents.opened(Priority.NORMAL))))
                .hasSize(2);
    }

    @Test
    void theSequenceOfATicketHasNoGap() {
        UUID ticket = happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));
        happens(Ids.next(), TicketEvents.opened(Priority.NORMAL));
        happens(ticket, TicketEvents.pended());
        passes(Duration.ofHours(1));
        happens(ticket, TicketEvents.resumed());
        passes(Duration.ofHours(9));
        happens(ticket, TicketEvents.resolved());

        List<Long> sequences = told.stream()
                .filter(envelope -> envelope.ticketId().equals(ticket))
                .map(EventEnvelope::sequence)
                .toList();
        assertThat(sequences)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, sequences.size()).boxed().toList());
    }

    private void write(BookRecord record) {
        policies.pipeInput(record.key(), record.value());
    }

    private UUID happens(UUID ticket, TicketEvent event) {
        put(ticket, versions.merge(ticket, 1L, Long::sum), event);
        return ticket;
    }

    private void put(UUID ticket, long version, TicketEvent event) {
        WireRecord written = EventRecords.TICKET.write(new EventEnvelope<>(
                eventId(ticket, version),
                ticket,
                version,
                Actor.service("test"),
                now,
                now,
                ticket,
                ticket,
                TRACE,
                event));
        events.pipeInput(new TestRecord<>(written.key(), written.value(), written.headers(), now));
        collect();
    }

    private static UUID eventId(UUID ticket, long version) {
        return Ids.derived(ticket, "event" + version);
    }

    private void passes(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
        collect();
    }

    private void looks(int times) {
        for (int i = 0; i < times; i++) {
            passes(Duration.ofMillis(500));
        }
    }

    private void collect() {
        try {
            for (TestRecord<String, byte[]> read : slaEvents.readRecordsToList()) {
                told.add(EventRecords.SLA.read(new WireRecord(read.key(), read.headers(), read.value())));
            }
            for (TestRecord<String, byte[]> read : commands.readRecordsToList()) {
                asked.add(CommandRecords.read(new WireRecord(read.key(), read.headers(), read.value())));
            }
        } catch (UnreadableRecordException e) {
            throw new AssertionError("What was written cannot be read", e);
        }
    }

    private List<String> kinds(UUID ticket) {
        return told.stream()
                .filter(envelope -> envelope.ticketId().equals(ticket))
                .map(envelope -> envelope.event().getClass().getSimpleName() + " "
                        + envelope.event().measure().metric())
                .toList();
    }

    private List<Object> timers() {
        return contents(SlaTopology.TIMERS);
    }

    private List<Object> clocks() {
        return contents(SlaTopology.CLOCKS);
    }

    private List<Object> contents(String store) {
        List<Object> keys = new ArrayList<>();
        try (var all = driver.getKeyValueStore(store).all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    /** As in production, but with batches so small that a test goes beyond them. */
    private static final class QuickTimers implements SlaConfig.Timers {
        @Override
        public Duration interval() {
            return Duration.ofMillis(500);
        }

        @Override
        public int batch() {
            return 5;
        }

        @Override
        public int sweepBatch() {
            return 4;
        }

        @Override
        public Duration backlogPatience() {
            return Duration.ofSeconds(10);
        }
    }
}
