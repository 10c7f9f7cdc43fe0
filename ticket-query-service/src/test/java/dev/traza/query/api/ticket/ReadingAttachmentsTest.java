package dev.traza.query.api.ticket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.traza.blob.DirectoryBlobStore;
import dev.traza.blob.Upload;
import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.query.Story;
import dev.traza.query.TestLog;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files are had by whoever may read what they came with, whole or in parts, and do no harm. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
class ReadingAttachmentsTest {

    private static final byte[] LETTER = "Hola, esto es una nota.".getBytes(StandardCharsets.UTF_8);

    private TestLog log;
    private DirectoryBlobStore blobs;

    @BeforeEach
    void open() {
        log = new TestLog(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        blobs = new DirectoryBlobStore(
                ConfigProvider.getConfig().getValue("traza.attachments.store.directory.path", Path.class), 0);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aFileIsHadWithItsNameAndHarmlessly() throws Exception {
        Attachment letter = kept("año.txt", "text/plain", LETTER);
        Story story = told(Story.of("u-17").opened("a", "b").attached(Visibility.PUBLIC, AuthorKind.REQUESTER, letter));

        requester("u-17")
                .get(path(story, letter))
                .then()
                .statusCode(200)
                .header("ETag", "\"" + letter.sha256() + "\"")
                .header("Content-Type", equalTo("text/plain"))
                .header("Content-Length", Integer.toString(LETTER.length))
                .header(
                        "Content-Disposition",
                        equalTo("attachment; filename=\"ano.txt\"; filename*=UTF-8''a%C3%B1o.txt"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", containsString("sandbox"))
                .header("Cache-Control", "private, no-cache")
                .header("Accept-Ranges", "bytes")
                .body(equalTo(new String(LETTER, StandardCharsets.UTF_8)));
        requester("u-17")
                .get("/api/v1/tickets/" + story.number())
                .then()
                .body("attachments.name", contains("año.txt"))
                .body("attachments.size", contains(LETTER.length));
        requester("u-17")
                .get("/api/v1/tickets/" + story.number() + "/timeline")
                .then()
                .body("items[1].data.attachments.name", contains("año.txt"));
    }

    @Test
    void onlyThoseWhoMayReadTheWordsHaveTheFile() throws Exception {
        Attachment open = kept("open.txt", "text/plain", LETTER);
        Attachment inside = kept("inside.txt", "text/plain", "between us".getBytes(StandardCharsets.UTF_8));
        Story story = told(Story.of("u-17")
                .opened("a", "b")
                .attached(Visibility.PUBLIC, AuthorKind.AGENT, open)
                .attached(Visibility.INTERNAL, AuthorKind.AGENT, inside));
        Story other = told(Story.of("u-18").opened("a", "b"));

        agent().get(path(story, inside)).then().statusCode(200).body(equalTo("between us"));
        requester("u-17").get(path(story, open)).then().statusCode(200);
        requester("u-17").get(path(story, inside)).then().statusCode(404);
        requester("u-18").get(path(story, open)).then().statusCode(404);
        requester("u-18").get(path(other, open)).then().statusCode(404);
        agent().get(path(other, open)).then().statusCode(404);
        given().get(path(story, open)).then().statusCode(401);
        requester("u-17")
                .get("/api/v1/tickets/" + story.number())
                .then()
                .body("attachments.name", contains("open.txt"));
    }

    @Test
    void whatCameWithATicketThatGoesOnInAnotherIsHadThereToo() throws Exception {
        Attachment open = kept("open.txt", "text/plain", LETTER);
        Attachment inside = kept("inside.txt", "text/plain", "between us".getBytes(StandardCharsets.UTF_8));
        Attachment own = kept("own.txt", "text/plain", "mine".getBytes(StandardCharsets.UTF_8));
        Story far = told(Story.of("u-18")
                .opened("a", "b")
                .attached(Visibility.PUBLIC, AuthorKind.REQUESTER, open)
                .attached(Visibility.INTERNAL, AuthorKind.AGENT, inside));
        Story near = Story.of("u-19").opened("a", "b");
        Story target = Story.of("u-17").opened("a", "b").attached(Visibility.PUBLIC, AuthorKind.REQUESTER, own);
        told(near);
        told(target);
        requester("u-17").get(path(target, open)).then().statusCode(404);

        // The one goes on in the next, and that in the target.
        near.ticket(absorbed(far));
        far.ticket(new TicketEvent.TicketMerged(near.ticketId(), near.number(), Status.CLOSED));
        target.ticket(absorbed(near));
        near.ticket(new TicketEvent.TicketMerged(target.ticketId(), target.number(), Status.CLOSED));
        told(far);
        told(near);
        told(target);

        requester("u-17")
                .get(path(target, open))
                .then()
                .statusCode(200)
                .body(equalTo(new String(LETTER, StandardCharsets.UTF_8)));
        requester("u-17").get(path(target, own)).then().statusCode(200);
        requester("u-17").get(path(target, inside)).then().statusCode(404);
        agent().get(path(target, inside)).then().statusCode(200);
        agent().get(path(near, open)).then().statusCode(200);
        requester("u-20").get(path(target, open)).then().statusCode(404);
        agent().get(path(near, own)).then().statusCode(404);
        requester("u-17")
                .get("/api/v1/tickets/" + target.number())
                .then()
                .body("attachments.name", contains("own.txt", "open.txt"));

        // Taken back, it is the other ticket's alone.
        target.ticket(new TicketEvent.TicketRestored(near.ticketId(), near.number(), Status.OPEN));
        told(target);
        requester("u-17").get(path(target, open)).then().statusCode(404);
        requester("u-18").get(path(far, open)).then().statusCode(200);
    }

    @Test
    void aFileThatWasErasedIsGoneForThoseWhoMightHaveHadIt() throws Exception {
        Attachment erased = kept("erased.txt", "text/plain", LETTER);
        Attachment inside = kept("inside.txt", "text/plain", LETTER);
        Attachment left = kept("left.txt", "text/plain", LETTER);
        Story story = Story.of("u-17")
                .opened("a", "b")
                .attached(Visibility.PUBLIC, AuthorKind.REQUESTER, erased)
                .attached(Visibility.INTERNAL, AuthorKind.AGENT, inside)
                .attached(Visibility.PUBLIC, AuthorKind.REQUESTER, left);
        story.ticket(new TicketEvent.CommentRedacted(commentWith(story, erased), "a password", Status.OPEN))
                .ticket(new TicketEvent.CommentRedacted(commentWith(story, inside), null, Status.OPEN));
        told(story);

        requester("u-17")
                .header("If-None-Match", "\"" + erased.sha256() + "\"")
                .get(path(story, erased))
                .then()
                .statusCode(410)
                .contentType("application/problem+json")
                .body("type", equalTo("https://traza.dev/problems#gone"));
        agent().head(path(story, erased)).then().statusCode(410);
        agent().get(path(story, inside)).then().statusCode(410);
        requester("u-17").get(path(story, inside)).then().statusCode(404);
        requester("u-18").get(path(story, erased)).then().statusCode(404);
        requester("u-17").get(path(story, left)).then().statusCode(200);
        requester("u-17")
                .get("/api/v1/tickets/" + story.number())
                .then()
                .body("attachments.name", contains("[erased]", "left.txt"))
                .body("attachments[0].erasedAt", notNullValue())
                .body("attachments[1].erasedAt", nullValue());

        told(story.ticket(new TicketEvent.PersonalDataErased("u-17", true, List.of(), Status.OPEN)));
        agent().get(path(story, left)).then().statusCode(410);
    }

    private static UUID commentWith(Story story, Attachment attachment) {
        return story.told().stream()
                .map(event -> event.envelope().event())
                .filter(TicketEvent.CommentAdded.class::isInstance)
                .map(TicketEvent.CommentAdded.class::cast)
                .filter(comment -> comment.attached().contains(attachment))
                .map(TicketEvent.CommentAdded::commentId)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPartIsHadByItself() throws Exception {
        Attachment letter = kept("nota.txt", "text/plain", LETTER);
        Story story = told(Story.of("u-17").opened("a", "b").attached(Visibility.PUBLIC, AuthorKind.REQUESTER, letter));
        String tag = "\"" + letter.sha256() + "\"";

        agent().header("Range", "bytes=6-9")
                .get(path(story, letter))
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 6-9/" + LETTER.length)
                .header("Content-Length", "4")
                .body(equalTo("esto"));
        agent().header("Range", "bytes=-5")
                .get(path(story, letter))
                .then()
                .statusCode(206)
                .body(equalTo("nota."));
        agent().header("Range", "bytes=" + LETTER.length + "-")
                .get(path(story, letter))
                .then()
                .statusCode(416)
                .contentType("application/problem+json")
                .header("Content-Range", "bytes */" + LETTER.length);
        agent().header("Range", "bytes=0-0")
                .header("If-Range", tag)
                .get(path(story, letter))
                .then()
                .statusCode(206);
        agent().header("Range", "bytes=0-0")
                .header("If-Range", "\"other\"")
                .get(path(story, letter))
                .then()
                .statusCode(200);
        agent().header("If-None-Match", tag)
                .get(path(story, letter))
                .then()
                .statusCode(304)
                .body(equalTo(""));
        agent().head(path(story, letter))
                .then()
                .statusCode(200)
                .header("Content-Length", Integer.toString(LETTER.length))
                .header("ETag", tag);
    }

    @Test
    void onlyHarmlessPicturesAreShown() throws Exception {
        Attachment picture = kept("foto.png", "image/png", LETTER);
        Attachment page = kept("page.html", "text/html", LETTER);
        Attachment drawing = kept("logo.svg", "image/svg+xml", LETTER);
        Story story = told(Story.of("u-17")
                .opened("a", "b")
                .attached(Visibility.PUBLIC, AuthorKind.REQUESTER, picture, page, drawing));

        agent().get(path(story, picture) + "?disposition=inline")
                .then()
                .header("Content-Disposition", startsWith("inline;"))
                .header("Content-Type", "image/png")
                .header("Content-Security-Policy", "default-src 'none'; sandbox");
        for (Attachment active : new Attachment[] {page, drawing}) {
            agent().get(path(story, active) + "?disposition=inline")
                    .then()
                    .statusCode(200)
                    .header("Content-Disposition", startsWith("attachment;"))
                    .header("Content-Type", "application/octet-stream");
        }
        agent().get(path(story, picture) + "?disposition=evil").then().statusCode(400);
    }

    @Test
    void aLargeFileArrivesWhole() throws Exception {
        byte[] large = new byte[5_000_001];
        new Random(7).nextBytes(large);
        Attachment attachment = kept("large.bin", "application/octet-stream", large);
        Story story =
                told(Story.of("u-17").opened("a", "b").attached(Visibility.PUBLIC, AuthorKind.REQUESTER, attachment));

        byte[] read = agent().get(path(story, attachment))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        assertThat(read).isEqualTo(large);
    }

    @Test
    void bytesThatAreNotThereAreSaidToBeMissing() {
        Attachment lost = new Attachment(Ids.next(), "0".repeat(64), "lost.txt", "text/plain", 3);
        Story story = told(Story.of("u-17").opened("a", "b").attached(Visibility.PUBLIC, AuthorKind.REQUESTER, lost));

        agent().get(path(story, lost)).then().statusCode(503).contentType("application/problem+json");
        agent().get("/api/v1/tickets/" + story.number() + "/attachments/nonsense")
                .then()
                .statusCode(404);
        agent().get("/api/v1/tickets/" + story.number() + "/attachments/" + UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    private static TicketEvent absorbed(Story source) {
        return new TicketEvent.TicketAbsorbed(
                new AbsorbedTicket(source.ticketId(), source.number(), List.of(), List.of(), 1), null, Status.OPEN);
    }

    private Attachment kept(String name, String mediaType, byte[] bytes) throws Exception {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        Attachment attachment = new Attachment(Ids.next(), sha256, name, mediaType, bytes.length);
        Path file = Files.write(blobs.spool().resolve(Ids.next() + ".part"), bytes);
        assertThat(blobs.keep(blobs.stage(new Upload(attachment, "u-17", Instant.now()), file)))
                .isTrue();
        return attachment;
    }

    private Story told(Story story) {
        log.write(story);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> agent().header(
                        "Consistency-Token", new ConsistencyToken(story.ticketId(), story.version()).text())
                .get("/api/v1/tickets/" + story.ticketId())
                .then()
                .statusCode(200));
        return story;
    }

    private static String path(Story story, Attachment attachment) {
        return "/api/v1/tickets/" + story.ticketId() + "/attachments/" + attachment.attachmentId();
    }

    private static RequestSpecification agent() {
        return given().auth().oauth2(Tokens.mint(Role.AGENT, "ana"));
    }

    private static RequestSpecification requester(String id) {
        return given().auth().oauth2(Tokens.mint(Role.REQUESTER, id));
    }
}
