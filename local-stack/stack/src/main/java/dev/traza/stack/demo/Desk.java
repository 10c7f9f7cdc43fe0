package dev.traza.stack.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Role;
import dev.traza.stack.token.SigningKey;
import dev.traza.stack.token.TokenRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The help desk as its clients see it: two addresses, JSON, and a bearer token for each person. */
final class Desk implements AutoCloseable {

    private static final Duration ASK_WITHIN = Duration.ofSeconds(20);
    private static final Duration DECIDED_WITHIN = Duration.ofSeconds(60);
    private static final Duration ASK_AGAIN = Duration.ofMillis(250);
    private static final int ACCEPTED_FOR_LATER = 202;
    private static final int BUSY = 503;
    private static final int OK = 200;

    private final URI write;
    private final URI read;
    private final SigningKey key;
    private final ConcurrentMap<String, String> tokens = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ASK_WITHIN)
            .build();

    Desk(URI write, URI read, SigningKey key) {
        this.write = write;
        this.read = read;
        this.key = key;
    }

    /** Who speaks. */
    record Voice(
            String id,
            Role role,
            @Nullable String name,
            @Nullable String email) {

        static Voice of(Material.Person person) {
            return new Voice(person.id(), Role.REQUESTER, person.name(), person.email());
        }

        static Voice agent(String id) {
            return new Voice(id, Role.AGENT, null, id + "@example.org");
        }
    }

    /**
     * What the desk said to a command.
     *
     * @param consistencyToken for reading what was written; empty when it was not accepted
     */
    record Reply(boolean accepted, int status, JsonNode body, Optional<String> consistencyToken) {

        /** Why it was not accepted, in one word. */
        String code() {
            return body.path("code").asText(Integer.toString(status));
        }
    }

    /**
     * Sends a command and waits for its decision. It is sent again with the same key when the desk is busy, so that it
     * is carried out once.
     *
     * @throws IOException when there is no decision in time
     */
    Reply command(Voice voice, String method, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        String idempotencyKey = UUID.randomUUID().toString();
        Instant deadline = Instant.now().plus(DECIDED_WITHIN);
        while (true) {
            HttpResponse<String> answer = http.send(
                    request(write.resolve(path), voice)
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", idempotencyKey)
                            .method(
                                    method,
                                    HttpRequest.BodyPublishers.ofString(
                                            ContractJson.mapper().writeValueAsString(body)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            boolean undecided = answer.statusCode() == ACCEPTED_FOR_LATER || answer.statusCode() == BUSY;
            if (!undecided) {
                return new Reply(
                        answer.statusCode() / 100 == 2,
                        answer.statusCode(),
                        json(answer.body()),
                        answer.headers().firstValue("Consistency-Token"));
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IOException(method + " " + path + " was not decided within " + DECIDED_WITHIN.toSeconds()
                        + " s, last answer " + answer.statusCode());
            }
            Thread.sleep(ASK_AGAIN);
        }
    }

    /** The ticket as this person sees it, not older than the token says; missing when it cannot be seen in time. */
    JsonNode ticket(Voice voice, UUID ticketId, String consistencyToken) throws IOException, InterruptedException {
        HttpRequest.Builder get =
                request(read.resolve("/api/v1/tickets/" + ticketId), voice).GET();
        if (!consistencyToken.isEmpty()) {
            get.header("Consistency-Token", consistencyToken);
        }
        HttpResponse<String> answer =
                http.send(get.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return answer.statusCode() == OK ? json(answer.body()) : MissingNode.getInstance();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(URI address, Voice voice) {
        return HttpRequest.newBuilder(address)
                .timeout(ASK_WITHIN)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + tokens.computeIfAbsent(voice.id(), unused -> token(voice)));
    }

    private String token(Voice voice) {
        TokenRequest request = TokenRequest.of(voice.role(), voice.id()).validFor(Duration.ofHours(1));
        if (voice.name() != null) {
            request = request.named(voice.name());
        }
        if (voice.email() != null) {
            request = request.withEmail(voice.email());
        }
        return key.sign(request);
    }

    private static JsonNode json(String body) {
        try {
            return ContractJson.mapper().readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
