package dev.traza.contract.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import dev.traza.contract.sealing.TextKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks ticket-command-service for keys, {@code POST /api/v1/ticket-keys}. Every instance has all keys: of several addresses
 * the one that answered last is asked first, and the next one only if that does not give any.
 */
public final class KeyClient implements KeySource, AutoCloseable {

    /** Of one request. */
    private static final int MOST = 1_000;

    private static final int OK = 200;

    private final HttpClient http;
    private final List<URI> instances;
    private final Supplier<String> token;
    private final Duration within;
    private final AtomicInteger lastAnswered = new AtomicInteger();

    /**
     * A client.
     *
     * @param services where ticket-command-service is, for example {@code http://127.0.0.1:8081}; at least one address
     * @param token a bearer token with the role integrator; asked for with every request, so that it can be renewed
     * @param within how long a request to one address may take
     * @throws IllegalArgumentException if there is no address
     */
    public KeyClient(List<URI> services, Supplier<String> token, Duration within) {
        if (services.isEmpty()) {
            throw new IllegalArgumentException("Without an address no keys can be had");
        }
        this.http = HttpClient.newBuilder().connectTimeout(within).build();
        this.instances = services.stream()
                .map(service -> service.resolve("/api/v1/ticket-keys"))
                .toList();
        this.token = token;
        this.within = within;
    }

    @Override
    public Map<UUID, Optional<TextKey>> find(Set<UUID> keyIds) {
        Map<UUID, Optional<TextKey>> found = new HashMap<>();
        List<UUID> all = List.copyOf(keyIds);
        for (int from = 0; from < all.size(); from += MOST) {
            ask(new Query(all.subList(from, Math.min(all.size(), from + MOST)))).forEach(key -> {
                switch (key.state()) {
                    case "PRESENT" -> found.put(key.keyId(), Optional.of(TextKey.of(key.keyId(), secret(key))));
                    case "DESTROYED" -> found.put(key.keyId(), Optional.empty());
                    default -> {} // not known, or not yet
                }
            });
        }
        return found;
    }

    private List<Key> ask(Query query) {
        int first = lastAnswered.get();
        List<KeysAwayException> refused = new ArrayList<>();
        for (int i = 0; i < instances.size(); i++) {
            int instance = (first + i) % instances.size();
            try {
                List<Key> known = ask(instances.get(instance), query);
                lastAnswered.set(instance);
                return known;
            } catch (KeysAwayException e) {
                refused.add(e);
            }
        }
        KeysAwayException last = refused.removeLast();
        refused.forEach(last::addSuppressed);
        throw last;
    }

    private List<Key> ask(URI keys, Query query) {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(keys)
                            .timeout(within)
                            .header("Authorization", "Bearer " + token.get())
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(
                                    ContractJson.mapper().writeValueAsBytes(query)))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != OK) {
                throw new KeysAwayException("%s answered %d".formatted(keys, answer.statusCode()));
            }
            return ContractJson.mapper().readValue(answer.body(), Keys.class).keys();
        } catch (JsonProcessingException e) {
            throw new KeysAwayException(keys + " answered something else than keys", e);
        } catch (IOException e) {
            throw new KeysAwayException(keys + " cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeysAwayException("Interrupted while keys were asked for", e);
        }
    }

    private static byte[] secret(Key key) {
        byte[] secret = key.key();
        if (secret == null || secret.length != TextKey.BYTES) {
            throw new KeysAwayException("A key has not the length of one");
        }
        return secret;
    }

    @Override
    public void close() {
        http.close();
    }

    private record Query(List<UUID> keyIds) {}

    private record Keys(List<Key> keys) {
        Keys {
            keys = keys == null ? List.of() : new ArrayList<>(keys);
        }
    }

    private record Key(UUID keyId, String state, byte @Nullable [] key) {}
}
