package dev.traza.stack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.traza.stack.process.Lifetime;
import dev.traza.stack.process.PartFailed;
import dev.traza.stack.process.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoProcessTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Path folder;

    MongoProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void documentsSurviveAStop() {
        try (MongoProcess mongo = MongoProcess.inFolder(folder)) {
            // given
            mongo.start();
            try (MongoClient client = MongoClients.create(mongo.connectionString())) {
                client.getDatabase("traza").getCollection("views").insertOne(new Document("_id", "T-1"));
            }

            // when it is stopped at once after the acknowledgement
            mongo.stop();
            mongo.start();

            // then
            assertThat(ids(mongo)).containsExactly("T-1");
        }
    }

    @Test
    void aKillLosesNothingButTheLastMomentAndLeavesAReadableFile() throws Exception {
        try (MongoProcess mongo = MongoProcess.inFolder(folder)) {
            // given many documents that were acknowledged and have reached the file
            mongo.start();
            Path file = folder.resolve("mongo.mv");
            try (MongoClient client = MongoClients.create(mongo.connectionString())) {
                var views = client.getDatabase("traza").getCollection("views");
                views.insertMany(IntStream.range(0, 2_000)
                        .mapToObj(n -> new Document("_id", "T-" + n))
                        .toList());
                awaitQuiet(file);

                // when it is killed right after one more
                views.insertOne(new Document("_id", "T-last"));
            }
            mongo.kill();
            mongo.start();

            // then
            assertThat(ids(mongo).stream().filter(id -> !id.equals("T-last"))).hasSize(2_000);
        }
    }

    @Test
    void aPortThatIsTakenEndsTheServerInsteadOfLeavingItHalfAlive() throws Exception {
        try (ServerSocket other = new ServerSocket(Ports.free(), 1, InetAddress.getByName(Ports.LOCALHOST));
                MongoProcess mongo = new MongoProcess(
                        folder, folder.resolve("mongo.log"), other.getLocalPort(), Lifetime.THIS_JVM)) {
            assertThatThrownBy(mongo::start)
                    .isInstanceOf(PartFailed.class)
                    .hasMessageContaining("mongo ended while it started")
                    .hasMessageContaining("in use");
        }
    }

    /** Nothing is written to the file any more, so everything is in it. */
    private static void awaitQuiet(Path file) throws Exception {
        List<Long> times = new ArrayList<>();
        Awaitility.await().atMost(BOUND).pollInterval(Duration.ofMillis(500)).until(() -> {
            times.add(Files.getLastModifiedTime(file).toMillis());
            return times.size() > 1 && times.getLast().equals(times.get(times.size() - 2));
        });
    }

    private static List<String> ids(MongoProcess mongo) {
        try (MongoClient client = MongoClients.create(mongo.connectionString())) {
            return client.getDatabase("traza")
                    .getCollection("views")
                    .find()
                    .map(view -> view.getString("_id"))
                    .into(new ArrayList<>());
        }
    }
}
