package dev.traza.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.contract.envelope.Ids;
import dev.traza.stack.process.Ports;
import dev.traza.stack.test.S3Process;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same promises on a server that speaks S3. What this one does not keep, and S3 does: of two conditional writes at the
 * same moment only one succeeds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3BlobStoreTest extends BlobStorePromises {

    private @Nullable S3Process server;
    private @Nullable S3BlobStore store;

    @BeforeAll
    void startTheServer(@TempDir Path folder) {
        server = new S3Process(folder);
        server.start();
        store = new S3BlobStore(settings(server.url(), folder));
    }

    @AfterAll
    void stopTheServer() {
        if (store != null) {
            store.close();
        }
        if (server != null) {
            server.stop();
        }
    }

    @Override
    BlobStore store() {
        if (store == null) {
            throw new IllegalStateException("not started");
        }
        return store;
    }

    @Test
    void aServerThatIsAwayIsSaidToBe(@TempDir Path folder) {
        try (S3BlobStore away = new S3BlobStore(settings(URI.create("http://127.0.0.1:" + Ports.free()), folder))) {
            assertThatThrownBy(() -> away.upload(Ids.next()))
                    .isInstanceOfSatisfying(BlobStoreException.class, e -> assertThat(e.kind())
                            .isEqualTo(BlobStoreException.Kind.UNAVAILABLE));
        }
    }

    private static BlobStoreConfig.S3 settings(URI endpoint, Path folder) {
        Path spool = folder.resolve("spool");
        return new BlobStoreConfig.S3() {
            @Override
            public Optional<URI> endpoint() {
                return Optional.of(endpoint);
            }

            @Override
            public String region() {
                return "us-east-1";
            }

            @Override
            public String bucket() {
                return S3Process.BUCKET;
            }

            @Override
            public boolean pathStyle() {
                return true;
            }

            @Override
            public Optional<String> accessKey() {
                return Optional.of("traza");
            }

            @Override
            public Optional<String> secretKey() {
                return Optional.of("traza-secret");
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(10);
            }

            @Override
            public Path spool() {
                return spool;
            }
        };
    }
}
