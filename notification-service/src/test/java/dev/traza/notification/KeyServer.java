package dev.traza.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.traza.contract.ContractJson;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.sealing.KeyRing;
import dev.traza.contract.sealing.TextKey;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives keys as ticket-command-service does, and can be away. */
public final class KeyServer implements QuarkusTestResourceLifecycleManager {

    private static final int AWAY = 503;

    private final Map<Scope, TextKey> keys = new ConcurrentHashMap<>();
    private final Set<UUID> destroyed = ConcurrentHashMap.newKeySet();
    private final List<Integer> askedFor = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    @SuppressWarnings("NullAway.Init") // made at the start
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            Path token = Files.createTempFile("key-reader", ".token");
            Files.writeString(token, "a-token");
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/api/v1/ticket-keys", this::answer);
            server.start();
            return Map.of(
                    "traza.keys.urls",
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    "traza.keys.token-file",
                    token.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, field -> field.getType().equals(KeyServer.class));
    }

    /** The keys of one ticket. */
    public KeyRing ring() {
        return scope -> keys.computeIfAbsent(scope, unused -> TextKey.generate());
    }

    public void destroy(Scope scope) {
        TextKey key = keys.remove(scope);
        if (key != null) {
            destroyed.add(key.id());
        }
    }

    public void away(boolean now) {
        away = now;
    }

    /** How many keys each request that was answered asked for. */
    public List<Integer> askedFor() {
        return List.copyOf(askedFor);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (away || !"Bearer a-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.sendResponseHeaders(AWAY, -1);
            exchange.close();
            return;
        }
        List<Map<String, Object>> answered = new ArrayList<>();
        for (JsonNode wanted :
                ContractJson.mapper().readTree(exchange.getRequestBody()).path("keyIds")) {
            answered.add(known(UUID.fromString(wanted.asText())));
        }
        askedFor.add(answered.size());
        byte[] body = ContractJson.mapper().writeValueAsBytes(Map.of("keys", answered));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Map<String, Object> known(UUID keyId) {
        return keys.values().stream()
                .filter(key -> key.id().equals(keyId))
                .findFirst()
                .<Map<String, Object>>map(key -> Map.of("keyId", keyId, "state", "PRESENT", "key", key.secret()))
                .orElseGet(() -> Map.of("keyId", keyId, "state", destroyed.contains(keyId) ? "DESTROYED" : "UNKNOWN"));
    }
}
