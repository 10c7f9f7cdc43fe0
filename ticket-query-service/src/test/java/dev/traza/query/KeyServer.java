package dev.traza.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.traza.contract.ContractJson;
import dev.traza.contract.reader.KeysAwayException;
import dev.traza.contract.sealing.TextKey;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives keys out over HTTP as the command service does, to whoever has the right token. */
public final class KeyServer implements QuarkusTestResourceLifecycleManager {

    private static final String TOKEN = "token-of-an-integrator";

    private final TestKeys keys = new TestKeys();
    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/api/v1/ticket-keys", this::answer);
            started.start();
            server = started;
            Path target = Files.createDirectories(Path.of("target", "states"));
            Path token = Files.writeString(Files.createTempFile(target, "keys", ".token"), TOKEN + "\n");
            return Map.of(
                    "traza.keys.url",
                    "http://127.0.0.1:" + started.getAddress().getPort(),
                    "traza.keys.token-file",
                    token.toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange asked) throws IOException {
        try (asked) {
            if (!("Bearer " + TOKEN).equals(asked.getRequestHeaders().getFirst("Authorization"))) {
                asked.sendResponseHeaders(401, -1);
                return;
            }
            Set<UUID> wanted = new HashSet<>();
            for (JsonNode id :
                    ContractJson.mapper().readTree(asked.getRequestBody()).get("keyIds")) {
                wanted.add(UUID.fromString(id.asText()));
            }
            byte[] answer = ContractJson.mapper().writeValueAsBytes(known(wanted));
            asked.sendResponseHeaders(200, answer.length);
            asked.getResponseBody().write(answer);
        } catch (KeysAwayException away) {
            asked.sendResponseHeaders(503, -1);
        }
    }

    private ObjectNode known(Set<UUID> wanted) {
        Map<UUID, Optional<TextKey>> found = keys.find(wanted);
        ObjectNode answer = ContractJson.mapper().createObjectNode();
        ArrayNode all = answer.putArray("keys");
        wanted.forEach(id -> {
            ObjectNode one = all.addObject().put("keyId", id.toString());
            if (!found.containsKey(id)) {
                one.put("state", "UNKNOWN");
            } else {
                found.get(id)
                        .ifPresentOrElse(
                                key -> one.put("state", "PRESENT").put("key", key.secret()),
                                () -> one.put("state", "DESTROYED"));
            }
        });
        return answer;
    }

    @Override
    public void stop() {
        Objects.requireNonNull(server).stop(0);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(keys, field -> field.getType().equals(TestKeys.class));
    }
}
