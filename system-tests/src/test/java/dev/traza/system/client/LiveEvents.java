package dev.traza.system.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stream of server-sent events, read as a browser reads it: an id counts also where no event comes with it. */
public final class LiveEvents implements AutoCloseable {

    /** HTTP/1.1, since closing then closes the connection: that is how streams are cut. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile @Nullable String lastId;

    /**
     * What was told.
     *
     * @param id with which to go on after it
     */
    public record Event(
            String name, JsonNode data, @Nullable String id) {}

    private LiveEvents(HttpResponse<InputStream> response, @Nullable String lastId) {
        this.response = response;
        this.lastId = lastId;
    }

    /**
     * Begins to read.
     *
     * @param lastId where to go on; absent for what happens from now on
     */
    public static LiveEvents of(Person person, URI address, @Nullable String lastId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + person.token())
                .header("Accept", "text/event-stream");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        try {
            LiveEvents live =
                    new LiveEvents(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()), lastId);
            if (live.status() == 200) {
                Thread.ofVirtual().start(live::read);
            }
            return live;
        } catch (IOException e) {
            throw new UncheckedIOException(address.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The status code. */
    public int status() {
        return response.statusCode();
    }

    /** The id to go on with; absent until there is one. */
    public @Nullable String lastId() {
        return lastId;
    }

    /** The next event; empty if none comes in time. */
    public Optional<Event> next(Duration longest) {
        try {
            return Optional.ofNullable(events.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        String name = "message";
        String data = null;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.isEmpty()) {
                    if (data != null) {
                        events.add(new Event(name, json(data), lastId));
                    }
                    name = "message";
                    data = null;
                }
            }
        } catch (IOException cut) {
            // that is what it is for
        }
    }

    private static JsonNode json(String data) {
        try {
            return ContractJson.mapper().readTree(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(data, e);
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException gone) {
            // it was
        }
    }
}
