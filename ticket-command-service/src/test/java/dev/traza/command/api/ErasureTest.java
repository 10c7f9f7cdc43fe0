package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.as;
import static dev.traza.command.api.Desk.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.TicketEvent.CommentAdded;
import dev.traza.contract.ticket.TicketEvent.CommentRedacted;
import dev.traza.contract.ticket.TicketEvent.PersonalDataErased;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class ErasureTest {

    private static final String KEYS = "/api/v1/ticket-keys";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    // Set by TrazaInfrastructure.
    @SuppressWarnings("NullAway.Init")
    private TestServers servers;

    @Test
    void noTextStandsOnAnyLogInTheClear() {
        String word = word();
        String person = "u-" + key();

        String id = ticketOf(person, word);
        comment(id, person, word);

        assertThat(everythingOn(servers)).isNotEmpty().noneMatch(record -> contains(record, word));
    }

    @Test
    void aRedactedCommentIsGoneAndTheOthersStay() {
        // given
        String word = word();
        String person = "u-" + key();
        String id = ticketOf(person, word);
        comment(id, person, "first " + word);
        comment(id, person, "second " + word);
        try (EventLog log = EventLog.of(servers)) {
            List<EventEnvelope<?>> said = eventually(log, id, 3);
            UUID first = ((CommentAdded) said.get(1).event()).commentId();
            String keyOfFirst = keysOf(id).get(1);

            // when
            String redaction = TICKETS + "/" + id + "/comments/" + first + "/redaction";
            String idempotencyKey = key();
            for (int i = 0; i < 2; i++) {
                ana().header("Idempotency-Key", idempotencyKey)
                        .body("{\"reason\": \"a password\"}")
                        .post(redaction)
                        .then()
                        .statusCode(200)
                        .body("version", equalTo(4));
            }
            ana().body("{}").post(redaction).then().statusCode(200).body("version", equalTo(4));

            // then
            await().atMost(PATIENCE).untilAsserted(() -> as(Role.INTEGRATOR, "etl")
                    .body(Map.of("keyIds", List.of(keyOfFirst)))
                    .post(KEYS)
                    .then()
                    .statusCode(200)
                    .body("keys[0].state", equalTo("DESTROYED")));
        }
        try (EventLog log = EventLog.of(servers)) {
            List<EventEnvelope<?>> now = eventually(log, id, 4);
            assertThat(((TicketOpened) now.get(0).event()).subject()).contains(word);
            assertThat(((CommentAdded) now.get(1).event()).body()).isEqualTo("[erased]");
            assertThat(((CommentAdded) now.get(2).event()).body()).isEqualTo("second " + word);
            assertThat(now.get(3).event())
                    .isInstanceOfSatisfying(CommentRedacted.class, redacted -> assertThat(redacted.reason())
                            .isEqualTo("a password"));
        }
    }

    @Test
    void onlyStaffRedactAndOnlyWhatThereIs() {
        String person = "u-" + key();
        String id = ticketOf(person, word());

        as(Role.REQUESTER, person)
                .body("{}")
                .post(TICKETS + "/" + id + "/comments/" + UUID.randomUUID() + "/redaction")
                .then()
                .statusCode(403);
        ana().body("{}")
                .post(TICKETS + "/" + id + "/comments/" + UUID.randomUUID() + "/redaction")
                .then()
                .statusCode(422);
        ana().body("{}")
                .post(TICKETS + "/" + id + "/comments/1/redaction")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/commentId"));
    }

    @Test
    void anErasedPersonLeavesNoTextInTheirTicketsAndNoneOfTheirsInOthers() {
        // given
        String word = word();
        String person = "u-" + key();
        String other = "u-" + key();
        String first = ticketOf(person, word);
        String second = ticketOf(person, word);
        String others = ticketOf(other, "theirs " + word);
        ana().body("{\"name\": \"" + word + "\", \"email\": \"" + word + "@example.org\"}")
                .put(TICKETS + "/" + others + "/participants/" + person)
                .then()
                .statusCode(200);
        comment(others, person, "mine " + word);
        comment(others, other, "not mine " + word);

        // when
        for (int i = 0; i < 2; i++) {
            as(Role.ADMIN, "root")
                    .post("/api/v1/people/" + person + "/erasure")
                    .then()
                    .statusCode(200)
                    .body("tickets", equalTo(3))
                    .body("outstanding", equalTo(0));
        }

        // then
        try (EventLog log = EventLog.of(servers)) {
            for (String id : List.of(first, second)) {
                List<EventEnvelope<?>> now = eventually(log, id, 2);
                assertThat(now.getLast().event())
                        .isInstanceOfSatisfying(PersonalDataErased.class, erased -> assertThat(erased.requester())
                                .isTrue());
                assertThat(now).hasSize(2);
            }
            assertThat(eventually(log, others, 5).getLast().event())
                    .isInstanceOfSatisfying(PersonalDataErased.class, erased -> {
                        assertThat(erased.requester()).isFalse();
                        assertThat(erased.commentIds()).hasSize(1);
                    });
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (EventLog log = EventLog.of(servers)) {
                assertThat(eventually(log, first, 2).toString()).doesNotContain(word);
                assertThat(eventually(log, second, 2).toString()).doesNotContain(word);
                assertThat(eventually(log, others, 5).toString())
                        .contains("theirs " + word, "not mine " + word)
                        .doesNotContain("name=" + word, word + "@", "body=mine");
            }
        });
    }

    @Test
    void whatIsWrittenAfterAnErasureCanBeErasedToo() {
        String word = word();
        String person = "u-" + key();
        String id = ticketOf(person, "before " + word);
        erase(person);

        comment(id, person, "after " + word);
        erase(person);

        try (EventLog log = EventLog.of(servers)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(eventually(log, id, 4)).hasSize(4));
        }
        try (EventLog log = EventLog.of(servers)) {
            assertThat(eventually(log, id, 4).toString()).doesNotContain(word);
        }
    }

    @Test
    void onlyAdministratorsErase() {
        ana().post("/api/v1/people/u-1/erasure").then().statusCode(403);
        as(Role.REQUESTER, "u-1").post("/api/v1/people/u-1/erasure").then().statusCode(403);
        as(Role.ADMIN, "root")
                .post("/api/v1/people/" + "x".repeat(256) + "/erasure")
                .then()
                .statusCode(400);
        as(Role.ADMIN, "root")
                .post("/api/v1/people/u-" + key() + "/erasure")
                .then()
                .statusCode(200)
                .body("tickets", equalTo(0));
    }

    @Test
    void keysAreForThoseWhoMayReadTexts() {
        String unknown = UUID.randomUUID().toString();
        Map<String, ?> query = Map.of("keyIds", List.of(unknown));

        ana().body(query).post(KEYS).then().statusCode(403);
        as(Role.REQUESTER, "u-17").body(query).post(KEYS).then().statusCode(403);
        as(Role.INTEGRATOR, "etl")
                .body(query)
                .post(KEYS)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("keys", hasSize(1))
                .body("keys[0].state", equalTo("UNKNOWN"));
        as(Role.INTEGRATOR, "etl").body("{\"keyIds\": []}").post(KEYS).then().statusCode(400);
        as(Role.INTEGRATOR, "etl")
                .body(Map.of(
                        "keyIds", Stream.generate(UUID::randomUUID).limit(1001).toList()))
                .post(KEYS)
                .then()
                .statusCode(400);
    }

    private static String word() {
        return "secret" + key().replace("-", "");
    }

    private static String ticketOf(String person, String text) {
        return as(Role.REQUESTER, person)
                .body(Map.of(
                        "subject",
                        text,
                        "description",
                        text,
                        "requester",
                        Map.of("id", person, "name", text, "email", "someone@example.org"),
                        "customFields",
                        Map.of("serial", text)))
                .post(TICKETS)
                .then()
                .statusCode(201)
                .extract()
                .path("ticketId");
    }

    private static void comment(String id, String person, String text) {
        as(Role.REQUESTER, person)
                .body(Map.of("body", text, "visibility", "PUBLIC"))
                .post(TICKETS + "/" + id + "/comments")
                .then()
                .statusCode(200);
    }

    private static void erase(String person) {
        as(Role.ADMIN, "root")
                .post("/api/v1/people/" + person + "/erasure")
                .then()
                .statusCode(200);
    }

    private static List<EventEnvelope<?>> eventually(EventLog log, String id, int events) {
        await().atMost(PATIENCE).until(() -> log.of(UUID.fromString(id)).size() >= events);
        return List.copyOf(log.of(UUID.fromString(id)));
    }

    /** The keys that a ticket's events name, in the order of the events. */
    private List<String> keysOf(String id) {
        return everythingOn(servers).stream()
                .filter(record -> record.topic().equals(Topics.TICKET_EVENTS.name()) && id.equals(record.key()))
                .flatMap(record -> {
                    try {
                        return EventRecords.keysOf(WireRecord.of(record)).stream();
                    } catch (UnreadableRecordException e) {
                        throw new AssertionError(e);
                    }
                })
                .distinct()
                .map(UUID::toString)
                .toList();
    }

    /** Every record of every topic, those of the stores' changelogs included, from the beginning. */
    private static List<ConsumerRecord<String, byte[]>> everythingOn(TestServers servers) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            Set<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return all;
    }

    private static boolean contains(ConsumerRecord<String, byte[]> record, String word) {
        StringBuilder text = new StringBuilder(String.valueOf(record.key()));
        record.headers().forEach(header -> text.append(new String(header.value(), StandardCharsets.ISO_8859_1)));
        if (record.value() != null) {
            text.append(new String(record.value(), StandardCharsets.ISO_8859_1));
        }
        return text.indexOf(word) >= 0;
    }
}
