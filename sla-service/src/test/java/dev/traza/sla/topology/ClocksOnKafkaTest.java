package dev.traza.sla.topology;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import dev.traza.sla.TicketEvents;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The running service on a real broker. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class ClocksOnKafkaTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    /** Every hour of every day; a minute to answer a high ticket and an hour for the rest. */
    private static final String ALWAYS = """
            {"zone": "UTC", "week": {%s}}
            """.formatted(String.join(
            ",",
            List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY").stream()
                    .map(day -> "\"%s\":[{\"from\":\"00:00\",\"to\":\"24:00\"}]".formatted(day))
                    .toList()));

    private static final String POLICY = """
            {"name": "On Kafka", "position": 1,
             "goals": [{"name": "all", "when": {"organisations": ["acme"]}, "calendar": "on-kafka",
                        "targets": {"FIRST_RESPONSE": "PT1M", "RESOLUTION": "PT8H"}}]}
            """;

    @SuppressWarnings("NullAway.Init") // filled in by the test resource
    TestServers servers;

    @Inject
    SlaStreams streams;

    private KafkaProducer<String, byte[]> producer;
    private KafkaConsumer<String, byte[]> consumer;
    private final List<EventEnvelope<SlaEvent>> told = new ArrayList<>();

    @BeforeEach
    void connect() {
        put("/api/v1/calendars/on-kafka", ALWAYS);
        put("/api/v1/sla-policies/on-kafka", POLICY);
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "test-" + UUID.randomUUID()),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.SLA_EVENTS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @AfterEach
    void disconnect() {
        producer.close();
        consumer.close();
    }

    @Test
    void anOpenedTicketGetsTwoClocksInThePartitionOfItsEvents() {
        UUID ticket = Ids.next();

        happens(ticket, 1, Instant.now(), TicketEvents.opened(Priority.NORMAL));

        await().atMost(BOUND).until(() -> kinds(ticket), kinds -> kinds.size() == 2);
        assertThat(kinds(ticket)).containsExactly("SlaStarted FIRST_RESPONSE", "SlaStarted RESOLUTION");
    }

    @Test
    void timersThatBecameDueWhileTheServiceWasDownFireOnceWhenItIsBack() {
        // given a ticket whose first response is due in three seconds
        UUID ticket = Ids.next();
        Instant opened = Instant.now().minusSeconds(57);
        happens(ticket, 1, opened, TicketEvents.opened(Priority.NORMAL));
        await().atMost(BOUND).until(() -> kinds(ticket), kinds -> kinds.contains("SlaWarned FIRST_RESPONSE"));

        // when the service is down at that time
        streams.stop();
        await().atMost(BOUND).until(() -> Instant.now().isAfter(opened.plusSeconds(62)));
        assertThat(kinds(ticket)).doesNotContain("SlaBreached FIRST_RESPONSE");
        streams.start();

        // then the breach is told with the time at which it was due, and never again
        await().atMost(BOUND).until(() -> kinds(ticket), kinds -> kinds.contains("SlaBreached FIRST_RESPONSE"));
        assertThat(of(ticket).getLast().occurredAt())
                .isBetween(
                        opened.plusSeconds(60).minusMillis(1),
                        opened.plusSeconds(60).plusMillis(1));
        streams.stop();
        streams.start();
        await().atMost(BOUND).until(() -> streams.state() == KafkaStreams.State.RUNNING);
        happens(ticket, 2, Instant.now(), TicketEvents.resolved());
        await().atMost(BOUND).until(() -> kinds(ticket), kinds -> kinds.contains("SlaMet RESOLUTION"));
        assertThat(kinds(ticket))
                .containsExactly(
                        "SlaStarted FIRST_RESPONSE",
                        "SlaStarted RESOLUTION",
                        "SlaWarned FIRST_RESPONSE",
                        "SlaWarned FIRST_RESPONSE",
                        "SlaWarned FIRST_RESPONSE",
                        "SlaBreached FIRST_RESPONSE",
                        "SlaMet FIRST_RESPONSE",
                        "SlaMet RESOLUTION");
        assertThat(of(ticket)).extracting(EventEnvelope::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void anAnswerGivenWhileTheServiceWasDownIsNoBreach() {
        // given a ticket whose first response is due in three seconds
        UUID ticket = Ids.next();
        Instant opened = Instant.now().minusSeconds(57);
        happens(ticket, 1, opened, TicketEvents.opened(Priority.NORMAL));
        await().atMost(BOUND).until(() -> kinds(ticket), kinds -> kinds.contains("SlaWarned FIRST_RESPONSE"));

        // when it is answered in time while the service is down, and the service comes back too late
        streams.stop();
        happens(ticket, 2, opened.plusSeconds(58), TicketEvents.answered());
        await().atMost(BOUND).until(() -> Instant.now().isAfter(opened.plusSeconds(62)));
        streams.start();

        // then
        await().atMost(BOUND).until(() -> kinds(ticket), kinds -> kinds.contains("SlaMet FIRST_RESPONSE"));
        assertThat(kinds(ticket)).doesNotContain("SlaBreached FIRST_RESPONSE");
        assertThat(of(ticket).getLast().event())
                .isInstanceOfSatisfying(
                        SlaEvent.SlaMet.class, met -> assertThat(met.breached()).isFalse());
    }

    private void happens(UUID ticket, long version, Instant at, TicketEvent event) {
        WireRecord written = EventRecords.TICKET.write(new EventEnvelope<>(
                Ids.derived(ticket, "event" + version),
                ticket,
                version,
                Actor.service("test"),
                at,
                Instant.now(),
                ticket,
                ticket,
                null,
                event));
        producer.beginTransaction(); // as the command processor does; its markers are in the partition, too
        producer.send(written.to(Topics.TICKET_EVENTS.name()));
        producer.commitTransaction();
    }

    private List<EventEnvelope<SlaEvent>> of(UUID ticket) {
        for (ConsumerRecord<String, byte[]> read : consumer.poll(Duration.ofMillis(100))) {
            try {
                told.add(EventRecords.SLA.read(WireRecord.of(read)));
            } catch (UnreadableRecordException e) {
                throw new AssertionError("What was written cannot be read", e);
            }
        }
        return told.stream()
                .filter(envelope -> envelope.ticketId().equals(ticket))
                .toList();
    }

    private List<String> kinds(UUID ticket) {
        return of(ticket).stream()
                .map(envelope -> envelope.event().getClass().getSimpleName() + " "
                        + envelope.event().measure().metric())
                .toList();
    }

    private static void put(String path, String body) {
        int status = given().auth()
                .oauth2(Tokens.mint(Role.ADMIN, "root"))
                .contentType(ContentType.JSON)
                .body(body)
                .put(path)
                .statusCode();
        assertThat(status).isIn(200, 201);
    }
}
