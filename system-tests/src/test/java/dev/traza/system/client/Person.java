package dev.traza.system.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Somebody with a bearer token.
 *
 * @param subject as in the token
 * @param token empty for none
 */
public record Person(HttpClient http, String subject, String token) {

    private static final int NOT_YET = 503;

    /** A service waits two seconds by itself; this is for machines that do many other things too. */
    private static final Duration FRESH_WITHIN = Duration.ofSeconds(30);

    /** Asks for something. */
    public Answer get(URI address, String... headers) {
        return send("GET", address, HttpRequest.BodyPublishers.noBody(), headers);
    }

    /**
     * Asks for something that must not be older than a write. As a good client does, it asks again for a while when it is
     * told that the write is not readable yet.
     *
     * @param consistencyToken of the write
     */
    public Answer fresh(URI address, String consistencyToken) {
        return patient(() -> get(address, "Consistency-Token", consistencyToken));
    }

    /** Asks again for a while when the answer says that it makes sense to. */
    public static Answer patient(Supplier<Answer> asking) {
        Instant deadline = Instant.now().plus(FRESH_WITHIN);
        while (true) {
            Answer answer = asking.get();
            boolean notYet = answer.status() == NOT_YET
                    && answer.response().headers().firstValue("Retry-After").isPresent();
            if (!notYet || Instant.now().isAfter(deadline)) {
                return answer;
            }
        }
    }

    /** Sends a body of JSON, unless it is a String, which is sent as it is. */
    public Answer post(URI address, Object body, String... headers) {
        return send("POST", address, json(body), headers);
    }

    /** The same without a body. */
    public Answer post(URI address) {
        return send("POST", address, HttpRequest.BodyPublishers.noBody());
    }

    /** Sends a body of JSON, unless it is a String, which is sent as it is. */
    public Answer put(URI address, Object body, String... headers) {
        return send("PUT", address, json(body), headers);
    }

    /** Asks for it to be taken away. */
    public Answer delete(URI address) {
        return send("DELETE", address, HttpRequest.BodyPublishers.noBody());
    }

    /**
     * Sends whatever this is.
     *
     * @param headers names and values in turn; {@code Content-Type} is {@code application/json} unless it is among them
     */
    public Answer send(String method, URI address, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(method, body)
                .timeout(Duration.ofSeconds(30))
                .setHeader("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return HttpRequest.BodyPublishers.ofString(
                    body instanceof String text ? text : ContractJson.mapper().writeValueAsString(body),
                    StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
