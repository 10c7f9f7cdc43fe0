package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.server.Mailbox.ReceivedMail;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * A person and a secret, before and after they are erased, wherever they can be seen: over the APIs, and in the raw bytes
 * of every topic and every collection. All that must go has a word in it that nothing else has.
 */
@OnTraza
@Order(2)
class ErasureTest {

    private static final String TICKETS = "/api/v1/tickets";

    private final Traza traza;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    /** In everything of the person who is erased. */
    private final String word = "melocoton" + run;

    /** In the one comment that is redacted before. */
    private final String secret = "contrasena" + run;

    /** In what somebody else wrote, who stays. */
    private final String others = "sandia" + run;

    private final Person marta;
    private final Person lucia;
    private final Person ana;

    ErasureTest(Traza traza) {
        this.traza = traza;
        marta = traza.requester("u-marta-" + run);
        lucia = traza.requester("u-lucia-" + run);
        ana = traza.agent("ana");
    }

    @Test
    void whatIsErasedIsNowhereAndWhatWasDoneCanStillBeCounted() {
        // given two tickets of Marta's, one of them closed, and one of Lucía's in which she takes part
        String file = upload("Un archivo con " + word);
        Answer first = marta.post(traza.command(TICKETS), ofMarta(file)).expect(201);
        String open = first.number();
        String closed =
                marta.post(traza.command(TICKETS), ofMarta(null)).expect(201).number();
        Map<String, Object> lucias = new HashMap<>(Tickets.ofRequester(lucia.subject(), others));
        lucias.put("description", "La luz de " + others);
        String joined = lucia.post(traza.command(TICKETS), lucias).expect(201).number();
        ana.put(
                        write(joined, "participants/" + marta.subject()),
                        Map.of("name", "Marta " + word, "email", word + "@example.org", "language", "es"))
                .expect(200);
        say(marta, joined, "Yo también lo veo, " + word);
        say(lucia, joined, "Aquí sigue, " + others);
        say(marta, open, "¿Novedades de " + word + "?");
        say(ana, open, "Lo miro, " + word);
        Answer told = say(ana, open, "La clave es " + secret);
        ana.post(write(closed, "resolution"), Map.of("code", "FIXED", "text", "Cambiado: " + word))
                .expect(200);
        Answer last = ana.post(write(closed, "closure"), Map.of("reason", "Confirmado por " + word))
                .expect(200);

        // then everything is there
        assertThat(shown(open, told).toString()).contains(word);
        assertThat(shown(closed, last).toString()).contains(word);
        assertThat(timeline(open)).contains(word, secret);
        assertThat(timeline(closed)).contains("Cambiado: " + word, "Confirmado por " + word);
        assertThat(timeline(joined)).contains(word, others);
        await("the search finds it").atMost(Patience.SECONDS).until(() -> found(word) >= 2);
        assertThat(ana.get(file(open, file)).expect(200).text()).contains(word);
        await("mail")
                .atMost(Patience.SECONDS)
                .until(() -> mails().anyMatch(mail -> mail.text().contains("Lo miro, " + word))
                        && mails().anyMatch(mail -> mail.text().contains(secret)));
        awaitSettled(open, closed, joined);
        JsonNode openBefore = shown(open);
        JsonNode closedBefore = shown(closed);
        int sent = deliveries(open).size();
        Set<UUID> keysOfMarta = keysOf(open);
        keysOfMarta.addAll(keysOf(closed));
        Set<UUID> keysOfLucia = keysOf(joined);
        assertThat(states(keysOfMarta)).containsOnly("PRESENT");

        // when a comment is redacted
        UUID comment = commentWith(open, secret);
        ana.post(write(open, "comments/" + comment + "/redaction"), Map.of("reason", "Una clave"))
                .expect(200);
        ana.post(write(open, "comments/" + comment + "/redaction"), Map.of("reason", "Una clave"))
                .expect(200); // it may be repeated

        // then only that is gone
        assertNowhere(secret);
        assertThat(timeline(open)).contains("Lo miro, " + word).contains("CommentRedacted");
        assertThat(shown(open).path("commentCount").asInt())
                .isEqualTo(openBefore.path("commentCount").asInt());

        // when the person is erased
        marta.post(erasureOfMarta(), Map.of()).expect(403);
        await("all partitions answer in time")
                .atMost(Patience.SECONDS)
                .until(() -> traza.admin().post(erasureOfMarta()).status() == 200);
        for (String number : List.of(open, closed, joined)) {
            await("the erasure of " + number).atMost(Patience.SECONDS).until(() -> timeline(number)
                    .contains("PersonalDataErased"));
        }

        // then nothing of hers is anywhere, and files are handed out no more
        assertNowhere(word);
        assertThat(found(word)).isZero();
        assertThat(ana.get(file(open, file)).status()).isIn(404, 410);
        assertThat(states(keysOfMarta)).containsOnly("DESTROYED");
        assertThat(deliveries(open))
                .hasSize(sent)
                .noneMatch(delivery -> delivery.hasNonNull("address")
                        && delivery.path("address").asText().contains(word));

        // and what is no text is as it was
        for (String kept : List.of(
                "ticketId",
                "number",
                "status",
                "priority",
                "team",
                "assignee",
                "level",
                "category",
                "createdAt",
                "commentCount",
                "reopenCount",
                "resolvedAt",
                "closedAt")) {
            assertThat(shown(open).path(kept)).as(kept).isEqualTo(openBefore.path(kept));
            assertThat(shown(closed).path(kept)).as(kept).isEqualTo(closedBefore.path(kept));
        }
        assertThat(shown(open).path("requester").path("id").asText()).isEqualTo(marta.subject());
        assertThat(shown(open).path("subject").asText()).isEqualTo("[erased]");

        // and Lucía has what is hers
        assertThat(shown(joined).path("subject").asText()).contains(others);
        assertThat(timeline(joined)).contains("Aquí sigue, " + others);
        assertThat(found(others)).isEqualTo(1);
        assertThat(states(keysOfLucia)).contains("PRESENT", "DESTROYED");

        // and it may be asked for again
        traza.admin().post(erasureOfMarta()).expect(200);
        awaitSettled(open, closed, joined);
        assertNowhere(word);
    }

    private Map<String, Object> ofMarta(@Nullable String file) {
        Map<String, Object> body = new HashMap<>(Tickets.ofRequester(marta.subject(), word));
        body.put("description", "Desde ayer " + word);
        body.put("category", "erasure/" + run);
        body.put("customFields", Map.of("serie", word));
        body.put(
                "requester",
                Map.of(
                        "id", marta.subject(),
                        "name", "Marta " + word,
                        "email", word + "@example.org",
                        "phone", "+34 " + word,
                        "language", "es"));
        if (file != null) {
            body.put("attachments", List.of(file));
        }
        return body;
    }

    private String upload(String content) {
        return marta.send(
                        "POST",
                        traza.command("/api/v1/attachments?name=" + word + ".txt"),
                        BodyPublishers.ofString(content),
                        "Content-Type",
                        "text/plain")
                .expect(201)
                .json()
                .path("attachmentId")
                .asText();
    }

    private Answer say(Person who, String number, String text) {
        return who.post(write(number, "comments"), Tickets.publicComment(text)).expect(200);
    }

    private URI write(String number, String what) {
        return traza.command(TICKETS + "/" + number + "/" + what);
    }

    private URI file(String number, String attachment) {
        return traza.query(TICKETS + "/" + number + "/attachments/" + attachment);
    }

    private URI erasureOfMarta() {
        return traza.command("/api/v1/people/" + marta.subject() + "/erasure");
    }

    private JsonNode shown(String number, Answer write) {
        return ana.fresh(traza.query(TICKETS + "/" + number), write.consistencyToken())
                .expect(200)
                .json();
    }

    private JsonNode shown(String number) {
        return ana.get(traza.query(TICKETS + "/" + number)).expect(200).json();
    }

    private String timeline(String number) {
        return ana.get(traza.query(TICKETS + "/" + number + "/timeline?limit=100"))
                .expect(200)
                .text();
    }

    private UUID commentWith(String number, String text) {
        JsonNode items = ana.get(traza.query(TICKETS + "/" + number + "/timeline?limit=100"))
                .expect(200)
                .json()
                .path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path("data"))
                .filter(data -> data.path("body").asText().contains(text))
                .map(data -> UUID.fromString(data.path("commentId").asText()))
                .findFirst()
                .orElseThrow();
    }

    private int found(String text) {
        return ana.get(traza.query(TICKETS + "?q=" + text))
                .expect(200)
                .json()
                .path("items")
                .size();
    }

    private Stream<ReceivedMail> mails() {
        return traza.mailbox(word + "@example.org").messages().stream();
    }

    private List<JsonNode> deliveries(String number) {
        List<JsonNode> all = new ArrayList<>();
        traza.admin()
                .get(traza.notification("/api/v1/deliveries?limit=100&ticketId="
                        + shown(number).path("ticketId").asText()))
                .expect(200)
                .json()
                .path("items")
                .forEach(all::add);
        return all;
    }

    /** Nothing is on its way to anybody. */
    private void awaitSettled(String... numbers) {
        await("no message is on its way").atMost(Patience.SECONDS).until(() -> Arrays.stream(numbers)
                .flatMap(number -> deliveries(number).stream())
                .allMatch(delivery -> Set.of("SENT", "SUPPRESSED", "DEAD")
                        .contains(delivery.path("state").asText())));
    }

    /** As those find them who read the topic: in the header of each of the ticket's records. */
    private Set<UUID> keysOf(String number) {
        String ticketId = shown(number).path("ticketId").asText();
        Set<UUID> keys = new TreeSet<>();
        traza.log().records(Topics.TICKET_EVENTS).stream()
                .filter(record -> ticketId.equals(record.key()))
                .map(record -> record.headers().lastHeader("ce_sealedwith"))
                .filter(header -> header != null && header.value().length > 0)
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .forEach(keyId -> keys.add(UUID.fromString(keyId)));
        assertThat(keys).isNotEmpty();
        return keys;
    }

    private List<String> states(Set<UUID> keyIds) {
        return traza.integrator()
                .post(traza.command("/api/v1/ticket-keys"), Map.of("keyIds", keyIds))
                .expect(200)
                .json()
                .path("keys")
                .findValuesAsText("state");
    }

    private void assertNowhere(String text) {
        await(text + " is in no collection")
                .atMost(Patience.SECONDS)
                .untilAsserted(() -> assertThat(collectionsWith(text)).isEmpty());
        assertThat(topicsWith(text)).isEmpty();
    }

    private Set<String> collectionsWith(String text) {
        Set<String> with = new TreeSet<>();
        try (MongoClient client = MongoClients.create(traza.stack().mongo().connectionString())) {
            for (String name : client.listDatabaseNames()) {
                MongoDatabase database = client.getDatabase(name);
                for (String collection : database.listCollectionNames()) {
                    for (Document document : database.getCollection(collection).find()) {
                        if (document.toJson().contains(text)) {
                            with.add(name + "." + collection);
                        }
                    }
                }
            }
        }
        return with;
    }

    /** All that a broker has, the stores' changelogs included, also of transactions that were rolled back. */
    private Set<String> topicsWith(String text) {
        byte[] searched = text.getBytes(StandardCharsets.UTF_8);
        Set<String> with = new TreeSet<>();
        RawRecords.of(traza).forEach(topic -> true, record -> {
            if (isIn(record, searched)) {
                with.add(record.topic());
            }
        });
        return with;
    }

    private static boolean isIn(ConsumerRecord<byte[], byte[]> record, byte[] searched) {
        return isIn(record.key(), searched)
                || isIn(record.value(), searched)
                || StreamSupport.stream(record.headers().spliterator(), false)
                        .map(Header::value)
                        .anyMatch(value -> isIn(value, searched));
    }

    private static boolean isIn(byte @Nullable [] bytes, byte[] searched) {
        if (bytes == null) {
            return false;
        }
        for (int from = 0; from + searched.length <= bytes.length; from++) {
            if (Arrays.mismatch(bytes, from, from + searched.length, searched, 0, searched.length) < 0) {
                return true;
            }
        }
        return false;
    }
}
