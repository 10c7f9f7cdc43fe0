package dev.traza.system.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.traza.contract.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The public API of one service, for reading.
 *
 * @param base for example {@code http://127.0.0.1:8082}
 * @param token bearer token of somebody who may see everything
 */
public record Api(HttpClient http, URI base, String token) {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int MOST_PAGES = 100_000;

    /**
     * The body of an answer.
     *
     * @return a missing node if the answer is 404
     * @throws IOException if the answer is anything but 200 or 404
     */
    public JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request(path), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() == NOT_FOUND) {
            return MissingNode.getInstance();
        }
        if (answer.statusCode() != OK) {
            throw new IOException("GET %s%s answered %d: %s"
                    .formatted(base, path, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8)));
        }
        return ContractJson.mapper().readTree(answer.body());
    }

    /** What an answer's bytes come to. */
    public record Digest(String sha256, long size) {}

    /**
     * The hash of an answer's body.
     *
     * @return empty if the answer is anything but 200
     */
    public Optional<Digest> digest(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request(path), HttpResponse.BodyHandlers.ofInputStream());
        MessageDigest sha256 = sha256();
        try (InputStream body = new DigestInputStream(answer.body(), sha256)) {
            long size = body.transferTo(OutputStream.nullOutputStream());
            return answer.statusCode() == OK
                    ? Optional.of(new Digest(HexFormat.of().formatHex(sha256.digest()), size))
                    : Optional.empty();
        }
    }

    /**
     * All items of a paged list, page by page to its end.
     *
     * @param path with its filters, without {@code cursor}
     */
    public List<JsonNode> list(String path) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String next = path;
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode body = get(next);
            body.path("items").forEach(items::add);
            String cursor = body.path("nextCursor").asText("");
            if (cursor.isEmpty()) {
                return items;
            }
            next = path + (path.contains("?") ? "&" : "?") + "cursor="
                    + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        }
        throw new IOException(path + " has no end");
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
