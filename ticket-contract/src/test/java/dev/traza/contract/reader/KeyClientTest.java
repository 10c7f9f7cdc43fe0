package dev.traza.contract.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.traza.contract.ContractJson;
import dev.traza.contract.sealing.TextKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyClientTest {

    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final TextKey key = TextKey.generate();
    private final Instance first = new Instance();
    private final Instance second = new Instance();

    @BeforeEach
    void start() throws IOException {
        first.start();
        second.start();
    }

    @AfterEach
    void stop() {
        first.stop();
        second.stop();
    }

    @Test
    void anInstanceThatIsGoneIsPassedOver() {
        try (KeyClient client = client()) {
            first.stop();

            assertThat(client.find(Set.of(key.id()))).hasEntrySatisfying(key.id(), this::isOurs);
        }
    }

    @Test
    void anInstanceThatIsNotReadyIsPassedOver() {
        try (KeyClient client = client()) {
            first.status = 503;

            assertThat(client.find(Set.of(key.id()))).hasEntrySatisfying(key.id(), this::isOurs);
        }
    }

    @Test
    void whoAnsweredLastIsAskedFirst() {
        try (KeyClient client = client()) {
            first.status = 503;
            client.find(Set.of(key.id()));
            first.status = 200;

            client.find(Set.of(key.id()));

            assertThat(first.asked).hasValue(1);
            assertThat(second.asked).hasValue(2);
        }
    }

    @Test
    void whenNobodyAnswersTheKeysAreAwayAndEachReasonIsTold() {
        try (KeyClient client = client()) {
            first.status = 503;
            second.status = 401;

            assertThatThrownBy(() -> client.find(Set.of(key.id())))
                    .isInstanceOf(KeysAwayException.class)
                    .hasMessageContaining("401")
                    .satisfies(
                            e -> assertThat(e.getSuppressed()).singleElement().satisfies(other -> assertThat(other)
                                    .hasMessageContaining("503")));
        }
    }

    @Test
    void withoutAnAddressThereIsNoClient() {
        assertThatThrownBy(() -> new KeyClient(List.of(), () -> "token", WITHIN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void isOurs(Optional<TextKey> found) {
        assertThat(found.orElseThrow().secret()).isEqualTo(key.secret());
    }

    private KeyClient client() {
        return new KeyClient(List.of(first.url(), second.url()), () -> "token", WITHIN);
    }

    /** Gives the one key there is, or the status it is told to. */
    private final class Instance {

        private final AtomicInteger asked = new AtomicInteger();
        private volatile int status = 200;

        @SuppressWarnings("NullAway.Init") // made at the start
        private HttpServer server;

        void start() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/api/v1/ticket-keys", this::answer);
            server.start();
        }

        void stop() {
            server.stop(0);
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        private void answer(HttpExchange exchange) throws IOException {
            asked.incrementAndGet();
            byte[] body = ContractJson.mapper()
                    .writeValueAsBytes(Map.of(
                            "keys", List.of(Map.of("keyId", key.id(), "state", "PRESENT", "key", key.secret()))));
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }
    }
}
