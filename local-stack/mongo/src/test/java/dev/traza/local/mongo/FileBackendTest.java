package dev.traza.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBackendTest {

    private static final int COMMITS = 100;
    private static final int CACHE_MEBIBYTES = 8;

    private final Path folder;

    FileBackendTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theFileNeverHoldsTheSecondOfTwoWritesWithoutTheFirst() throws Exception {
        // given a projection that writes a view and then its position in the log, without a pause
        Path file = folder.resolve("mongo.mv");
        FileBackend backend = FileBackend.open(file.toString(), CACHE_MEBIBYTES);
        AtomicBoolean stopped = new AtomicBoolean();
        Thread projection = Thread.ofPlatform().start(() -> {
            for (int step = 1; !stopped.get(); step++) {
                write(backend, "views", step);
                write(backend, "positions", step);
            }
        });
        try {
            int last = 0;
            for (int commit = 0; commit < COMMITS; commit++) {
                // when it is committed amid that, and the process ends there
                backend.commit();
                FileBackend reopened = FileBackend.open(copyOf(file).toString(), CACHE_MEBIBYTES);

                // then no position is ahead of its view
                int position = read(reopened, "positions");
                assertThat(read(reopened, "views")).isGreaterThanOrEqualTo(position);
                assertThat(position).isGreaterThanOrEqualTo(last);
                last = position;
                reopened.close();
            }
            assertThat(last).isPositive();
        } finally {
            stopped.set(true);
            projection.join();
            backend.close();
        }
    }

    private Path copyOf(Path file) throws IOException {
        Path copy = folder.resolve("copy.mv");
        Files.deleteIfExists(copy);
        return Files.copy(file, copy);
    }

    private static void write(FileBackend backend, String collection, int step) {
        ask(
                backend,
                "update",
                new Document("update", collection)
                        .append(
                                "updates",
                                List.of(new Document("q", new Document("_id", "P"))
                                        .append("u", new Document("_id", "P").append("step", step))
                                        .append("upsert", true))));
    }

    private static int read(FileBackend backend, String collection) {
        Document answer = ask(backend, "find", new Document("find", collection).append("filter", new Document()));
        Document cursor = Objects.requireNonNull((Document) answer.get("cursor"));
        List<?> found = Objects.requireNonNull((List<?>) cursor.get("firstBatch"));
        return found.isEmpty() ? 0 : Objects.requireNonNull((Integer) ((Document) found.getFirst()).get("step"));
    }

    private static Document ask(FileBackend backend, String command, Document query) {
        Document answer = backend.handleCommand(new EmbeddedChannel(), "traza", command, query);
        assertThat(answer.get("ok")).isEqualTo(1.0);
        return answer;
    }
}
