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
                    "traza.keys.urls",
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
            Optional<ObjectNode> known = ifAtHand(wanted);
            if (known.isEmpty()) {
                asked.sendResponseHeaders(503, -1);
                return;
            }
            byte[] answer = ContractJson.mapper().writeValueAsBytes(known.get());
            asked.sendResponseHeaders(200, answer.length);
            asked.getResponseBody().write(answer);
        }
    }

    private Optional<ObjectNode> ifAtHand(Set<UUID> wanted) {
        try {
            return Optional.of(known(wanted));
        } catch (KeysAwayException away) {
            return Optional.empty();
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
