package dev.traza.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.contract.envelope.Ids;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBlobStoreTest extends BlobStorePromises {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Override
    BlobStore store() {
        return new DirectoryBlobStore(folder, 0); // a new instance each time: nothing is remembered but on disk
    }

    @Test
    void theSameBytesAreKeptOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            store().keep(stage("the same"));
        }

        assertThat(files("blobs")).hasSize(1);
        assertThat(files("uploads")).hasSize(3).allMatch(file -> file.endsWith(".json"));
        assertThat(files("spool")).isEmpty();
    }

    @Test
    void ofManyWhoStageUnderOneIdExactlyOneWins() throws Exception {
        UUID id = Ids.next();
        List<Future<Upload>> answers = new ArrayList<>();
        try (ExecutorService all = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                String content = "content " + i;
                answers.add(all.submit(() -> store().stage(upload(id, "u-17", content), file(content))));
            }
        }

        Upload winner = store().upload(id).orElseThrow();
        for (Future<Upload> answer : answers) {
            assertThat(answer.get()).isEqualTo(winner);
        }
        assertThat(store().keep(winner)).isTrue();
        assertThat(read(winner, 0, winner.attachment().size())).startsWith("content ");
    }

    @Test
    void bytesWhoseSenderDiedBeforeTheyWereNamedAreRemoved() throws Exception {
        Upload upload = stage("a crash comes");
        Path metadata = folder.resolve("uploads").resolve(upload.attachment().attachmentId() + ".json");
        Files.delete(metadata);
        Path part = Files.writeString(store().spool().resolve("left.part"), "half of a fi");
        for (Path old : new Path[] {part, folder.resolve(files("uploads").getFirst())}) {
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3600)));
        }

        store().removeBefore(Instant.now().minusSeconds(60), Instant.EPOCH);

        assertThat(files("uploads")).isEmpty();
        assertThat(files("spool")).isEmpty();
    }

    @Test
    void aVolumeThatIsNearlyFullTakesNoMore() {
        BlobStore full = new DirectoryBlobStore(folder, Long.MAX_VALUE);

        assertThatThrownBy(full::spool).isInstanceOfSatisfying(BlobStoreException.class, e -> assertThat(e.kind())
                .isEqualTo(BlobStoreException.Kind.FULL));
    }

    @Test
    void aFullVolumeAndAFullQuotaAreToldFromOtherFailures() {
        assertThat(DirectoryBlobStore.failed(new FileSystemException("f", null, "No space left on device"))
                        .kind())
                .isEqualTo(BlobStoreException.Kind.FULL);
        assertThat(DirectoryBlobStore.failed(new IOException("Disk quota exceeded"))
                        .kind())
                .isEqualTo(BlobStoreException.Kind.FULL);
        assertThat(DirectoryBlobStore.failed(new IOException("Input/output error"))
                        .kind())
                .isEqualTo(BlobStoreException.Kind.UNAVAILABLE);
    }

    private List<String> files(String name) throws IOException {
        Path below = folder.resolve(name);
        if (Files.notExists(below)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
