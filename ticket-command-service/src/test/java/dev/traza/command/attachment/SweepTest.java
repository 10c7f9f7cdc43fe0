package dev.traza.command.attachment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.blob.BlobStore;
import dev.traza.blob.Upload;
import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What nobody used goes after its time, and what an event names only when it is erased. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class SweepTest {

    private static final String TICKETS = "/api/v1/tickets";
    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    @SuppressWarnings("NullAway.Init")
    BlobStore store;

    @Inject
    @SuppressWarnings("NullAway.Init")
    AttachmentConfig config;

    @Inject
    @SuppressWarnings("NullAway.Init")
    NamedFiles named;

    /** So that no other test has the same bytes. */
    private final String mark = UUID.randomUUID().toString();

    @Test
    void bytesThatOnlyRefusedCommandsUsedGoAndThoseOfEventsStay() {
        String ticket = lucia().body("{\"subject\": \"a\", \"description\": \"b\", \"attachments\": [\""
                        + uploaded("opened " + mark) + "\"]}")
                .post(TICKETS)
                .then()
                .statusCode(201)
                .extract()
                .path("ticketId");
        UUID accepted = uploaded("accepted " + mark);
        UUID refused = uploaded("refused " + mark);
        UUID alsoAccepted = uploaded("accepted " + mark);
        UUID never = uploaded("never " + mark);
        commented(ticket, accepted, "\"1\"", 200);
        commented(ticket, refused, "\"1\"", 412);
        commented(ticket, alsoAccepted, "\"1\"", 412);
        Upload kept = known(accepted);
        Upload inVain = known(refused);
        assertThat(isKept(inVain)).isTrue();
        await().atMost(SOON).until(() -> named.toldUntil(Instant.now().plus(Duration.ofDays(1))));

        // In time everything is there, and the used ones can be used again.
        in(Duration.ofHours(25));
        assertThat(store.upload(never)).isEmpty();
        assertThat(isKept(inVain)).isTrue();
        assertThat(store.upload(refused)).isPresent();
        in(Duration.ofDays(21));
        assertThat(isKept(inVain)).isTrue();

        in(Duration.ofDays(23));
        assertThat(store.upload(refused)).isEmpty();
        assertThat(isKept(inVain)).isFalse();
        assertThat(isKept(kept)).isTrue();
        assertThat(store.upload(alsoAccepted)).isEmpty();
        in(Duration.ofDays(400));
        assertThat(isKept(kept)).isTrue();
        commented(ticket, refused, "*", 422);
    }

    @Test
    void filesOfAnErasedPersonAreErasedToo() {
        // given
        String person = "u-" + mark;
        UUID theirs = uploaded(person, "theirs " + mark);
        given().auth()
                .oauth2(Tokens.mint(Role.REQUESTER, person))
                .contentType("application/json")
                .body("{\"subject\": \"a\", \"description\": \"b\", \"attachments\": [\"" + theirs + "\"]}")
                .post(TICKETS)
                .then()
                .statusCode(201);
        Upload upload = known(theirs);
        assertThat(isKept(upload)).isTrue();

        // when
        given().auth()
                .oauth2(Tokens.mint(Role.ADMIN, "root"))
                .post("/api/v1/people/" + person + "/erasure")
                .then()
                .statusCode(200);

        // then
        await().atMost(SOON).until(() -> !isKept(upload));
        assertThat(store.upload(theirs)).isEmpty();
        in(Duration.ZERO);
        assertThat(isKept(upload)).isFalse();
    }

    @Test
    void asLongAsNotAllThatEventsNameIsKnownNothingThatWasKeptGoes() {
        String ticket = lucia().body("{\"subject\": \"a\", \"description\": \"b\"}")
                .post(TICKETS)
                .then()
                .statusCode(201)
                .extract()
                .path("ticketId");
        UUID refused = uploaded("not yet " + mark);
        commented(ticket, refused, "\"9\"", 412);
        Upload inVain = known(refused);
        NamedFiles behind = new NamedFiles(store, Map.of()) {
            @Override
            boolean toldUntil(Instant moment) {
                return false;
            }
        };

        new Sweep(store, config, in400Days(), behind).once();

        assertThat(isKept(inVain)).isTrue();
        assertThat(store.upload(refused)).isPresent();
    }

    private static Clock in400Days() {
        return Clock.fixed(Instant.now().plus(Duration.ofDays(400)), ZoneOffset.UTC);
    }

    private int in(Duration time) {
        return new Sweep(store, config, Clock.fixed(Instant.now().plus(time), ZoneOffset.UTC), named).once();
    }

    private Upload known(UUID attachmentId) {
        return store.upload(attachmentId).orElseThrow();
    }

    private boolean isKept(Upload upload) {
        return store.read(upload.attachment().sha256(), 0, 1).isPresent();
    }

    private static void commented(String ticket, UUID attachmentId, String ifMatch, int status) {
        lucia().header("If-Match", ifMatch)
                .body("{\"body\": \"mira\", \"visibility\": \"PUBLIC\", \"attachments\": [\"" + attachmentId + "\"]}")
                .post(TICKETS + "/" + ticket + "/comments")
                .then()
                .statusCode(status);
    }

    private static UUID uploaded(String content) {
        return uploaded("u-17", content);
    }

    private static UUID uploaded(String person, String content) {
        return UUID.fromString(given().auth()
                .oauth2(Tokens.mint(Role.REQUESTER, person))
                .contentType("text/plain")
                .body(content.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/attachments?name=nota.txt")
                .then()
                .statusCode(201)
                .extract()
                .path("attachmentId"));
    }

    private static RequestSpecification lucia() {
        return given().auth().oauth2(Tokens.mint(Role.REQUESTER, "u-17")).contentType("application/json");
    }
}
