package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.as;
import static dev.traza.command.api.Desk.key;
import static dev.traza.command.api.Desk.lucia;
import static dev.traza.command.api.Desk.newTicket;
import static dev.traza.command.api.Desk.printer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.CommentAdded;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Files: uploaded, refused, repeated, and named in what somebody says. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@TestProfile(AttachmentsTest.SmallLimits.class)
class AttachmentsTest {

    private static final String UPLOADS = "/api/v1/attachments";
    private static final int LARGEST = 300_000;
    private static final byte[] PNG = png(2_000);

    // Set by TrazaInfrastructure.
    @SuppressWarnings("NullAway.Init")
    private TestServers servers;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init")
    URI url;

    @ConfigProperty(name = "traza.attachments.store.directory.path")
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** Limits that a test can reach. */
    public static final class SmallLimits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "traza.attachments.max-size", Integer.toString(LARGEST),
                    "traza.attachments.per-comment", "3",
                    "traza.attachments.per-ticket", "4",
                    "quarkus.http.read-timeout", "2s");
        }
    }

    @Test
    void aFileIsTakenForWhatItsBytesAre() throws Exception {
        Response answer = upload(lucia(), "../../Ñandú\u202E.gnp.png", PNG);

        answer.then()
                .statusCode(201)
                .header("Location", equalTo(UPLOADS + "/" + answer.path("attachmentId")))
                .body("name", equalTo("Ñandú.gnp.png"))
                .body("mediaType", equalTo("image/png"))
                .body("size", equalTo(PNG.length))
                .body("sha256", equalTo(sha256(PNG)))
                .body("usableUntil", notNullValue());
    }

    @Test
    void onlyItsSenderKnowsOfAnUpload() {
        String id = uploaded(lucia(), "nota.txt", "hola");

        lucia().get(UPLOADS + "/" + id).then().statusCode(200).body("name", equalTo("nota.txt"));
        ana().get(UPLOADS + "/" + id).then().statusCode(404);
        as(Role.REQUESTER, "u-18").get(UPLOADS + "/" + id).then().statusCode(404);
        lucia().get(UPLOADS + "/" + UUID.randomUUID()).then().statusCode(404);
        lucia().get(UPLOADS + "/..%2F..%2Fetc%2Fpasswd").then().statusCode(404);
        given().get(UPLOADS + "/" + id).then().statusCode(401);
    }

    @Test
    void aFileOfAnySizeUpToTheLimitIsTakenAndOneByteMoreIsNot() {
        upload(lucia(), "largest.bin", new byte[LARGEST]).then().statusCode(201);
        upload(lucia(), "larger.bin", new byte[LARGEST + 1])
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("https://traza.dev/problems#too-large"));

        await().untilAsserted(() -> assertThat(files("spool")).isEmpty());
    }

    @Test
    void noFileAndNoNameAreRefused() {
        upload(lucia(), "empty.txt", new byte[0]).then().statusCode(400);
        lucia().contentType("text/plain")
                .body("x")
                .post(UPLOADS)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?name"));
        given().contentType("text/plain")
                .body("x")
                .post(UPLOADS + "?name=x")
                .then()
                .statusCode(401);
        as(Role.INTEGRATOR, "bi")
                .contentType("text/plain")
                .body("x")
                .post(UPLOADS + "?name=x")
                .then()
                .statusCode(403);
    }

    @Test
    void formsAndCompressedBodiesAreNotFiles() {
        given().auth()
                .oauth2(Tokens.mint(Role.REQUESTER, "u-17"))
                .multiPart("file", "nota.txt", "hola".getBytes(StandardCharsets.UTF_8))
                .post(UPLOADS + "?name=nota.txt")
                .then()
                .statusCode(415);
        lucia().header("Content-Encoding", "gzip")
                .contentType("text/plain")
                .body("hola")
                .post(UPLOADS + "?name=nota.txt")
                .then()
                .statusCode(415);
    }

    @Test
    void programsAreRefusedWhateverTheyAreCalled() {
        byte[] windows = new byte[512];
        byte[] head = {'M', 'Z', (byte) 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, (byte) 0xff, (byte) 0xff};
        System.arraycopy(head, 0, windows, 0, head.length);
        byte[] linux = new byte[512];
        byte[] elf = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0x3e, 0};
        System.arraycopy(elf, 0, linux, 0, elf.length);

        for (byte[] program : List.of(windows, linux)) {
            upload(lucia(), "urlaub.png", program)
                    .then()
                    .statusCode(415)
                    .header("Connection", "close") // or the next request would meet a connection that ends
                    .contentType("application/problem+json")
                    .body("code", equalTo("REFUSED_TYPE"));
        }
        upload(lucia(), "run.sh", "#!/bin/sh\nrm -rf /\n".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(415);
        upload(lucia(), "run.bat", "@echo off\r\n".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(415);
    }

    @Test
    void aRepeatedUploadIsTheSameUpload() {
        String key = key();
        String first = uploaded(lucia().header("Idempotency-Key", key), "nota.txt", "hola");

        upload(lucia().header("Idempotency-Key", key), "nota.txt", bytes("hola"))
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("attachmentId", equalTo(first));
        upload(lucia().header("Idempotency-Key", key), "nota.txt", bytes("adiós"))
                .then()
                .statusCode(422)
                .body("code", equalTo("COMMAND_ID_REUSED"));
        upload(ana().header("Idempotency-Key", key), "nota.txt", bytes("adiós"))
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue());
    }

    @Test
    void whatIsSaidCarriesItsFiles() throws Exception {
        String photo = uploaded(lucia(), "impresora.png", PNG);
        String note = uploaded(lucia(), "nota.txt", bytes("hola"));
        UUID ticket = UUID.fromString(lucia().body(withAttachments(printer(), photo))
                .post(TICKETS)
                .then()
                .statusCode(201)
                .extract()
                .path("ticketId"));

        comment(lucia(), ticket.toString(), "PUBLIC", note, note).then().statusCode(200);

        Attachment attached =
                new Attachment(UUID.fromString(photo), sha256(PNG), "impresora.png", "image/png", PNG.length);
        try (EventLog log = EventLog.of(servers)) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(log.of(ticket)).hasSize(2));
            List<TicketEvent> events =
                    log.of(ticket).stream().map(EventEnvelope::event).toList();
            assertThat(((TicketOpened) events.getFirst()).attached()).containsExactly(attached);
            assertThat(((CommentAdded) events.getLast()).attached())
                    .extracting(Attachment::name)
                    .containsExactly("nota.txt");
        }
        assertThat(files("blobs")).contains(sha256(PNG), sha256(bytes("hola")));
    }

    @Test
    void aRepeatedCommentIsRecognisedWithItsFiles() {
        String ticket = newTicket();
        String note = uploaded(lucia(), "nota.txt", "la misma");
        String other = uploaded(lucia(), "otra.txt", "otra");
        String key = key();

        comment(lucia().header("Idempotency-Key", key), ticket, "PUBLIC", note)
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        comment(lucia().header("Idempotency-Key", key), ticket, "PUBLIC", note)
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", "true")
                .body("version", equalTo(2));
        comment(lucia().header("Idempotency-Key", key), ticket, "PUBLIC", other)
                .then()
                .statusCode(422);
    }

    @Test
    void nobodyAttachesWhatSomebodyElseSent() {
        String ticket = newTicket();
        String anas = uploaded(ana(), "intern.txt", "only for us");

        comment(lucia(), ticket, "PUBLIC", anas)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/attachments/0"))
                .body("errors[0].code", equalTo("unknown-attachment"));
        comment(lucia(), ticket, "PUBLIC", UUID.randomUUID().toString()).then().statusCode(422);
        comment(lucia(), ticket, "PUBLIC", "no-id").then().statusCode(400);
        lucia().body(withAttachments(printer(), anas)).post(TICKETS).then().statusCode(422);
        lucia().body("{\"body\": \"x\", \"visibility\": \"PUBLIC\", \"attachments\": [null]}")
                .post(TICKETS + "/" + ticket + "/comments")
                .then()
                .statusCode(400);
    }

    @Test
    void noMoreIsAttachedThanACommentAndATicketMayHold() {
        String ticket = newTicket();
        String[] files = Stream.of("1", "2", "3", "4", "5")
                .map(content -> uploaded(lucia(), content + ".txt", content))
                .toArray(String[]::new);

        comment(lucia(), ticket, "PUBLIC", files[0], files[1], files[2], files[3])
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/attachments"));
        comment(lucia(), ticket, "PUBLIC", files[0], files[1], files[2]).then().statusCode(200);
        comment(lucia(), ticket, "PUBLIC", files[3], files[4])
                .then()
                .statusCode(422)
                .body("code", equalTo("RULE_VIOLATED"));
        comment(lucia(), ticket, "PUBLIC", files[3]).then().statusCode(200);
    }

    @Test
    void aSenderWhoGoesAwayLeavesNothing() throws Exception {
        try (Socket socket = begin(LARGEST, 1_000)) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(files("spool")).isNotEmpty());
            socket.setSoLinger(true, 0);
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(files("spool")).isEmpty());
    }

    @Test
    void aSenderWhoFallsSilentIsSentAway() throws Exception {
        try (Socket socket = begin(LARGEST, 1_000)) {
            socket.setSoTimeout(30_000);
            byte[] told = socket.getInputStream().readAllBytes(); // until the service closes the connection
            assertThat(new String(told, StandardCharsets.UTF_8)).doesNotContain("201", "500");
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(files("spool")).isEmpty());
    }

    @Test
    void anEndlessBodyIsCutOff() throws Exception {
        try (Socket socket = connect("Transfer-Encoding: chunked")) {
            OutputStream out = socket.getOutputStream();
            byte[] chunk = ("8000\r\n" + "x".repeat(0x8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            StringBuilder told = new StringBuilder();
            try {
                for (int i = 0; i < 10_000; i++) { // 300 MB
                    out.write(chunk);
                }
                out.flush();
            } catch (IOException closedByTheService) {
                told.append("closed");
            }
            assertThat(told).hasToString("closed");
        }
        lucia().get(UPLOADS + "/" + UUID.randomUUID()).then().statusCode(404);
    }

    private Socket begin(int announced, int sent) throws IOException {
        Socket socket = connect("Content-Length: " + announced);
        socket.getOutputStream().write(new byte[sent]);
        socket.getOutputStream().flush();
        return socket;
    }

    private Socket connect(String header) throws IOException {
        Socket socket = new Socket(url.getHost(), url.getPort());
        String head = """
                POST /api/v1/attachments?name=slow.bin HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                %s

                """.formatted(Tokens.mint(Role.REQUESTER, "u-17"), header).replace("\n", "\r\n");
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private List<String> files(String below) throws IOException {
        Path root = folder.resolve(below);
        if (Files.notExists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static Response comment(RequestSpecification by, String ticket, String visibility, String... uploads) {
        return by.body(withAttachments("{\"body\": \"Adjunto\", \"visibility\": \"" + visibility + "\"}", uploads))
                .post(TICKETS + "/" + ticket + "/comments");
    }

    private static String withAttachments(String body, String... uploads) {
        int end = body.lastIndexOf('}');
        return body.substring(0, end) + ", \"attachments\": [\"" + String.join("\", \"", uploads) + "\"]}";
    }

    private static String uploaded(RequestSpecification by, String name, String content) {
        return uploaded(by, name, bytes(content));
    }

    private static String uploaded(RequestSpecification by, String name, byte[] content) {
        return upload(by, name, content).then().statusCode(201).extract().path("attachmentId");
    }

    private static Response upload(RequestSpecification by, String name, byte[] content) {
        return by.contentType("application/octet-stream")
                .queryParam("name", name)
                .body(content)
                .post(UPLOADS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] png(int length) {
        byte[] bytes = new byte[length];
        byte[] head = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 'I', 'H', 'D', 'R'};
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
