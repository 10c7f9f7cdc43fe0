package dev.traza.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.ticket.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of attachments promises. */
abstract class BlobStorePromises {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** Later than anything that a test uploads. */
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    private static final Instant LONG_AGO = Instant.EPOCH;

    /** The store, the same for all calls in a test; two of them are two instances on the same place. */
    abstract BlobStore store();

    private static final UUID TICKET = UUID.fromString("01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d");
    private static final UUID ELSEWHERE = UUID.fromString("01a1fe6a-9f3c-7a10-8e44-2c6b90d1f0a7");
    private static final UUID COMMENT = UUID.fromString("01a1fe6c-0d40-7e55-b1aa-6f0e9d8c7b21");

    @Test
    void whatIsStagedIsFoundWithAllThatIsKnownOfIt() throws Exception {
        Upload upload = upload(Ids.next(), "Lucía", "hola");

        assertThat(store().stage(upload, file("hola"))).isEqualTo(upload);

        assertThat(store().upload(upload.attachment().attachmentId())).contains(upload);
        assertThat(store().upload(Ids.next())).isEmpty();
    }

    @Test
    void stagedBytesCannotBeReadAndKeptOnesCan() throws Exception {
        Upload upload = stage("only once kept");
        assertThat(store().read(upload.attachment().sha256(), 0, 4)).isEmpty();

        assertThat(store().keep(upload)).isTrue();

        assertThat(read(upload, 0, 14)).isEqualTo("only once kept");
        assertThat(read(upload, 5, 4)).isEqualTo("once");
        assertThat(read(upload, 13, 1)).isEqualTo("t");
    }

    @Test
    void keepingAgainChangesNothing() throws Exception {
        Upload upload = stage("again and again");

        assertThat(store().keep(upload)).isTrue();
        assertThat(store().keep(upload)).isTrue();

        assertThat(read(upload, 0, 15)).isEqualTo("again and again");
        assertThat(store().upload(upload.attachment().attachmentId())).contains(upload);
    }

    @Test
    void theFirstUploadUnderAnIdStays() throws Exception {
        UUID id = Ids.next();
        Upload first = upload(id, "u-17", "first");
        store().stage(first, file("first"));

        assertThat(store().stage(upload(id, "u-17", "second"), file("second"))).isEqualTo(first);
        assertThat(store().stage(upload(id, "u-17", "first"), file("first"))).isEqualTo(first);

        assertThat(store().keep(first)).isTrue();
        assertThat(read(first, 0, 5)).isEqualTo("first");
    }

    @Test
    void whatNobodyUsedIsRemoved() throws Exception {
        Upload upload = stage("nobody wants me");

        assertThat(store().removeBefore(LATER, LONG_AGO)).isPositive();

        assertThat(store().upload(upload.attachment().attachmentId())).isEmpty();
        assertThat(store().keep(upload)).isFalse();
    }

    @Test
    void whatIsYoungStays() throws Exception {
        Upload upload = stage("wait for me");

        store().removeBefore(LONG_AGO, LONG_AGO);

        assertThat(store().keep(upload)).isTrue();
    }

    @Test
    void removingWhatNobodyUsedNeverRemovesTheSameBytesThatSomebodyUsed() throws Exception {
        Upload used = stage("the same bytes");
        Upload unused = stage("the same bytes");
        store().keep(used);

        store().removeBefore(LATER, LONG_AGO);

        assertThat(store().upload(unused.attachment().attachmentId())).isEmpty();
        assertThat(store().upload(used.attachment().attachmentId())).contains(used);
        assertThat(read(used, 0, 14)).isEqualTo("the same bytes");
    }

    @Test
    void whatIsKnownOfANamedUploadGoesLaterAndItsBytesDoNot() throws Exception {
        Upload upload = stage("bytes for ever");
        store().keep(upload);
        store().name(named(upload));
        store().name(named(upload));

        store().removeBefore(LATER, LATER);

        assertThat(store().upload(upload.attachment().attachmentId())).isEmpty();
        assertThat(read(upload, 0, 14)).isEqualTo("bytes for ever");
    }

    @Test
    void whatIsErasedCannotBeReadAndGoesWithTheNextSweep() throws Exception {
        Upload upload = stage("my password");
        store().keep(upload);
        store().name(named(upload));

        store().release(TICKET, file -> COMMENT.equals(file.commentId()));
        store().release(TICKET, file -> true); // again

        assertThat(store().read(upload.attachment().sha256(), 0, 4)).isEmpty();
        assertThat(store().upload(upload.attachment().attachmentId())).isEmpty();
        store().removeBefore(LONG_AGO, LONG_AGO);
        assertThat(store().keep(upload)).isFalse();
    }

    @Test
    void whatIsErasedInOneTicketStaysWhereAnotherNamesIt() throws Exception {
        Upload upload = stage("the same picture");
        store().keep(upload);
        store().name(named(upload));
        store().name(new NamedFile(
                ELSEWHERE,
                null,
                upload.attachment().attachmentId(),
                upload.attachment().sha256()));

        store().release(TICKET, file -> true);
        store().removeBefore(LATER, LATER);

        assertThat(read(upload, 0, 16)).isEqualTo("the same picture");
        store().release(ELSEWHERE, file -> true);
        assertThat(store().read(upload.attachment().sha256(), 0, 4)).isEmpty();
    }

    @Test
    void onlyWhatIsErasedOfATicketGoes() throws Exception {
        Upload opening = stage("came with the opening");
        Upload said = stage("came with a comment");
        store().keep(opening);
        store().keep(said);
        store().name(named(said));
        store().name(new NamedFile(
                TICKET,
                null,
                opening.attachment().attachmentId(),
                opening.attachment().sha256()));

        store().release(TICKET, file -> COMMENT.equals(file.commentId()));

        assertThat(store().read(said.attachment().sha256(), 0, 4)).isEmpty();
        assertThat(read(opening, 0, 21)).isEqualTo("came with the opening");
    }

    @Test
    void whatWasErasedCanBeSentAndKeptAnew() throws Exception {
        Upload upload = stage("sent twice");
        store().keep(upload);
        store().name(named(upload));
        store().release(TICKET, file -> true);

        Upload again = stage("sent twice");
        assertThat(store().keep(again)).isTrue();
        store().removeBefore(LONG_AGO, LONG_AGO);

        assertThat(read(again, 0, 10)).isEqualTo("sent twice");
    }

    @Test
    void whatWasKeptAndNeverNamedGoesWithWhatIsKnownOfIt() throws Exception {
        Upload upload = stage("kept in vain");
        store().keep(upload);
        store().removeBefore(LATER, LONG_AGO);
        assertThat(read(upload, 0, 12)).isEqualTo("kept in vain");

        store().removeBefore(LATER, LATER);

        assertThat(store().upload(upload.attachment().attachmentId())).isEmpty();
        assertThat(store().read(upload.attachment().sha256(), 0, 4)).isEmpty();
    }

    @Test
    void whatWasKeptInVainStaysAsLongAsSomebodyElseHasKeptTheSame() throws Exception {
        Upload old = upload(Ids.next(), "u-17", "twice the same");
        store().stage(old, file("twice the same"));
        store().keep(old);
        Upload young =
                new Upload(upload(Ids.next(), "u-18", "twice the same").attachment(), "u-18", LATER.plusSeconds(1));
        store().stage(young, file("twice the same"));
        store().keep(young);

        store().removeBefore(LONG_AGO, LATER);

        assertThat(read(old, 0, 14)).isEqualTo("twice the same");
        assertThat(store().keep(young)).isTrue();
    }

    @Test
    void whatWentCanBeSentAndKeptAnew() throws Exception {
        store().keep(stage("here again"));
        store().removeBefore(LATER, LATER);

        Upload again = stage("here again");

        assertThat(store().keep(again)).isTrue();
        assertThat(read(again, 0, 10)).isEqualTo("here again");
    }

    @Test
    void aSweepBesideUploadsAndClaimsLosesNothingThatWasKept() throws Exception {
        List<Upload> kept = new ArrayList<>();
        try (ExecutorService sweeper = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < 20; round++) {
                Upload upload = stage("content of a few rounds " + round % 3);
                Future<Integer> sweep = sweeper.submit(() -> store().removeBefore(LATER, LONG_AGO));
                if (store().keep(upload)) {
                    store().name(named(upload));
                    kept.add(upload);
                }
                sweep.get();
            }
        }

        for (Upload upload : kept) {
            assertThat(read(upload, 0, upload.attachment().size())).startsWith("content of a few rounds");
        }
    }

    @Test
    void aSweepOfWhatWasKeptInVainLosesNothingThatIsKeptBesideIt() throws Exception {
        try (ExecutorService sweeper = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < 20; round++) {
                String content = "the same in round " + round;
                Upload old = stage(content);
                store().keep(old);
                Upload young =
                        new Upload(upload(Ids.next(), "u-18", content).attachment(), "u-18", LATER.plusSeconds(1));
                store().stage(young, file(content));
                Future<Integer> sweep = sweeper.submit(() -> store().removeBefore(LONG_AGO, LATER));
                assertThat(store().keep(young)).isTrue();
                sweep.get();

                assertThat(read(young, 0, young.attachment().size())).isEqualTo(content);
            }
        }
    }

    Upload stage(String content) throws Exception {
        Upload upload = upload(Ids.next(), "u-17", content);
        return store().stage(upload, file(content));
    }

    static Upload upload(UUID id, String uploader, String content) throws Exception {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        return new Upload(new Attachment(id, sha256, "nota ☺.txt", "text/plain", bytes.length), uploader, NOW);
    }

    Path file(String content) throws IOException {
        Path file = store().spool().resolve(Ids.next() + ".part");
        return Files.writeString(file, content);
    }

    String read(Upload upload, long from, long length) throws IOException {
        try (InputStream in =
                store().read(upload.attachment().sha256(), from, length).orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static NamedFile named(Upload upload) {
        return new NamedFile(
                TICKET,
                COMMENT,
                upload.attachment().attachmentId(),
                upload.attachment().sha256());
    }
}
