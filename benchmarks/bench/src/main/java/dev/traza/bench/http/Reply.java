package dev.traza.bench.http;

import dev.traza.bench.load.Ending;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * What came back.
 *
 * @param status 0 when nothing did
 */
public record Reply(int status, MultiMap headers, Buffer body) {

    private static final int NOT_MODIFIED = 304;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    static Reply none() {
        return new Reply(0, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());
    }

    /** How the request ended. That it will be done later (202) counts as sent away: nobody was told that it is done. */
    public Ending ending() {
        return switch (status) {
            case 200, 201, 204, NOT_MODIFIED -> Ending.ACCEPTED;
            case 202, TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE -> Ending.TURNED_AWAY;
            case 404, 409, 412, 422 -> Ending.REFUSED;
            default -> Ending.FAILED;
        };
    }

    /** A header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
