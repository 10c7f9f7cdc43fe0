package dev.traza.stack.organisation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Role;
import dev.traza.stack.token.SigningKey;
import dev.traza.stack.token.TokenRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Desks, teams, agents, rules and service-level policies for a stack that has none, made over the public APIs as an
 * administrator would. What is there already stays as people have changed it.
 */
public final class DemoOrganisation {

    private static final Duration ASK_WITHIN = Duration.ofSeconds(15);
    private static final int FOUND = 200;
    private static final int NOT_FOUND = 404;

    private final URI routing;
    private final URI sla;
    private final SigningKey key;

    /**
     * @param routing base address of routing-service
     * @param sla base address of sla-service
     * @param key that both accept
     */
    public DemoOrganisation(URI routing, URI sla, SigningKey key) {
        this.routing = routing;
        this.sla = sla;
        this.key = key;
    }

    /**
     * Makes what is missing.
     *
     * @throws IOException when a service cannot be asked or refuses; the message says what it answered
     */
    public void create() throws IOException, InterruptedException {
        String token = key.sign(TokenRequest.of(Role.ADMIN, "setup").validFor(Duration.ofMinutes(5)));
        JsonNode organisation;
        try (InputStream in = DemoOrganisation.class.getResourceAsStream("organisation.json");
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(ASK_WITHIN)
                        .build()) {
            organisation = ContractJson.mapper().readTree(in);
            for (JsonNode piece : organisation.path("routing")) {
                createMissing(http, routing, token, piece);
            }
            for (JsonNode piece : organisation.path("sla")) {
                createMissing(http, sla, token, piece);
            }
        }
    }

    private static void createMissing(HttpClient http, URI service, String token, JsonNode piece)
            throws IOException, InterruptedException {
        URI address = service.resolve(piece.path("path").asText());
        HttpResponse<String> present = http.send(
                request(address, token).GET().build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        // A fresh routing-service has one rule, the default; a list of rules that is longer was made by somebody.
        String unlessAtLeast = piece.path("missingWhileFewerThan").path("field").asText();
        int few = piece.path("missingWhileFewerThan").path("count").asInt();
        boolean missing =
                switch (present.statusCode()) {
                    case NOT_FOUND -> true;
                    case FOUND ->
                        !unlessAtLeast.isEmpty()
                                && ContractJson.mapper()
                                                .readTree(present.body())
                                                .path(unlessAtLeast)
                                                .size()
                                        < few;
                    default -> throw new IOException("GET " + address + " answered " + present.statusCode());
                };
        if (!missing) {
            return;
        }
        HttpRequest.Builder put = request(address, token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(piece.path("body").toString()));
        present.headers().firstValue("ETag").ifPresent(version -> put.header("If-Match", version));
        HttpResponse<String> answer =
                http.send(put.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("PUT " + address + " answered " + answer.statusCode() + " " + answer.body());
        }
    }

    private static HttpRequest.Builder request(URI address, String token) {
        return HttpRequest.newBuilder(address)
                .timeout(ASK_WITHIN)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
    }
}
