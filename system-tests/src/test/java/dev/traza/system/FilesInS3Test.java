package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.stack.Part;
import dev.traza.stack.test.S3Process;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Files lie in a server that speaks S3 as they do in a folder: whole, for those who may have them, until they are erased. */
@Tag("stack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesInS3Test {

    private static final String TICKETS = "/api/v1/tickets";

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private S3Process s3;

    @SuppressWarnings("NullAway.Init")
    private OwnTraza own;

    @SuppressWarnings("NullAway.Init")
    private Traza traza;

    @SuppressWarnings("NullAway.Init")
    private Person ana;

    @BeforeAll
    void start(@TempDir Path folder) {
        this.folder = folder;
        s3 = new S3Process(folder);
        s3.start();
        own = new OwnTraza(
                "stack-s3",
                Map.of(
                        "TRAZA_ATTACHMENTS_SWEEP_EVERY", "1s",
                        "TRAZA_ATTACHMENTS_STORE_KIND", "s3",
                        "TRAZA_ATTACHMENTS_STORE_S3_ENDPOINT", s3.url().toString(),
                        "TRAZA_ATTACHMENTS_STORE_S3_BUCKET", S3Process.BUCKET,
                        "TRAZA_ATTACHMENTS_STORE_S3_PATH_STYLE", "true",
                        "TRAZA_ATTACHMENTS_STORE_S3_TIMEOUT", "2s",
                        "TRAZA_ATTACHMENTS_STORE_S3_ACCESS_KEY", "traza",
                        "TRAZA_ATTACHMENTS_STORE_S3_SECRET_KEY", "secret"));
        traza = own.traza();
        ana = traza.agent("ana");
    }

    @AfterAll
    void stop() {
        own.close();
        s3.stop();
    }

    @Test
    void whatWasUploadedIsHandedOutWholeAndInPartsToThoseWhoMay() {
        Person marta = traza.requester("u-marta");
        byte[] content = "Registro de la impresora\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        String file = upload(marta, content);
        Answer ticket = opened(marta, file);

        assertThat(marta.get(file(ticket, file)).expect(200).response().body()).isEqualTo(content);
        assertThat(ana.get(file(ticket, file), "Range", "bytes=12-23")
                        .expect(206)
                        .text())
                .isEqualTo("la impresora");
        assertThat(traza.requester("u-stranger").get(file(ticket, file)).status())
                .isEqualTo(404);
        assertThat(traza.nobody().get(file(ticket, file)).status()).isEqualTo(401);
        assertThat(bytesInS3()).isGreaterThanOrEqualTo(content.length);
        assertThat(Files.exists(traza.stack().settings().home().data("attachments")))
                .as("a folder of attachments beside")
                .isFalse();
    }

    @Test
    void whileTheStoreIsAwayFilesWaitAndTicketsGoOn() {
        Person luis = traza.requester("u-luis");
        String file = upload(luis, "antes".getBytes(StandardCharsets.UTF_8));
        Answer ticket = opened(luis, file);

        s3.kill();

        assertThat(ana.post(comment(ticket), Tickets.publicComment("Lo miro")).status())
                .isEqualTo(200);
        Answer upload = send(luis, "mientras".getBytes(StandardCharsets.UTF_8)).expect(503);
        assertThat(upload.header("Retry-After")).isNotEmpty();
        assertThat(upload.header("Content-Type")).startsWith("application/problem+json");
        assertThat(ana.get(file(ticket, file)).expect(503).header("Retry-After"))
                .isNotEmpty();

        s3.start();

        await("files are handed out again")
                .atMost(Patience.SECONDS)
                .until(() -> ana.get(file(ticket, file)).status() == 200);
        String later = upload(luis, "después".getBytes(StandardCharsets.UTF_8));
        Map<String, Object> comment = new HashMap<>(Tickets.publicComment("Ahora sí"));
        comment.put("attachments", List.of(later));
        Answer said = luis.post(comment(ticket), comment).expect(200);
        ana.fresh(traza.query(TICKETS + "/" + ticket.number()), said.consistencyToken())
                .expect(200);
        assertThat(ana.get(file(ticket, later)).expect(200).text()).isEqualTo("después");
    }

    @Test
    void filesOfWhoeverIsErasedAreGone() {
        Person eva = traza.requester("u-eva");
        String word = "melocoton";
        String file = upload(eva, ("Contrato de " + word).repeat(1_000).getBytes(StandardCharsets.UTF_8));
        Answer ticket = opened(eva, file);
        assertThat(ana.get(file(ticket, file)).expect(200).text()).contains(word);

        traza.admin()
                .post(traza.command("/api/v1/people/" + eva.subject() + "/erasure"))
                .expect(200);

        await("the file is handed out no more")
                .atMost(Patience.SECONDS)
                .until(() -> ana.get(file(ticket, file)).status() == 410);
        await("nobody could read it in the bucket")
                .atMost(Patience.SECONDS)
                .untilAsserted(() -> assertThat(s3Contains(word)).isFalse());
        assertThat(traza.stack().part(Part.TICKET_COMMAND_SERVICE).answers()).isTrue();
    }

    private String upload(Person who, byte[] content) {
        return send(who, content).expect(201).json().path("attachmentId").asText();
    }

    private Answer send(Person who, byte[] content) {
        return who.send(
                "POST",
                traza.command("/api/v1/attachments?name=registro.txt"),
                BodyPublishers.ofByteArray(content),
                "Content-Type",
                "text/plain");
    }

    private Answer opened(Person who, String file) {
        Map<String, Object> body = new HashMap<>(Tickets.ofRequester(who.subject(), "registro"));
        body.put("attachments", List.of(file));
        Answer opened = who.post(traza.command(TICKETS), body).expect(201);
        ana.fresh(traza.query(TICKETS + "/" + opened.number()), opened.consistencyToken())
                .expect(200);
        return opened;
    }

    private URI comment(Answer ticket) {
        return traza.command(TICKETS + "/" + ticket.number() + "/comments");
    }

    private URI file(Answer ticket, String attachment) {
        return traza.query(TICKETS + "/" + ticket.number() + "/attachments/" + attachment);
    }

    private long bytesInS3() {
        return filesOfS3().mapToLong(file -> file.toFile().length()).sum();
    }

    private boolean s3Contains(String text) {
        return filesOfS3().anyMatch(file -> {
            try {
                return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
            } catch (IOException removed) {
                return false; // while it was looked at
            }
        });
    }

    private Stream<Path> filesOfS3() {
        try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
