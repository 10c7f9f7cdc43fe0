package dev.traza.bench.http;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param port on this machine
 * @param path with the query, if any
 * @param token bearer token of who asks
 * @param headers further ones
 * @param body JSON; absent for none
 */
public record Ask(
        int port,
        String method,
        String path,
        String token,
        Map<String, String> headers,
        @Nullable Buffer body) {

    /** Makes the map unchangeable. */
    public Ask {
        headers = Map.copyOf(headers);
    }

    /** A GET. */
    public static Ask get(int port, String path, String token) {
        return new Ask(port, "GET", path, token, Map.of(), null);
    }

    /** The same with one header more. */
    public Ask with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Ask(port, method, path, token, more, body);
    }
}
