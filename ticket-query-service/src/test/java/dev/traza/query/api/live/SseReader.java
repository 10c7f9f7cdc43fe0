package dev.traza.query.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a stream as a browser does: events with their names and data, and the last id, which also comes alone. */
final class SseReader implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile @Nullable String lastId;
    private volatile int comments;

    /** An event. The end of the stream is one without a name. */
    record Event(String name, JsonNode data, @Nullable String id) {
        boolean isEnd() {
            return name.isEmpty();
        }
    }

    private SseReader(HttpResponse<InputStream> response) {
        this.response = response;
    }

    static SseReader open(URI uri, String token, @Nullable String lastId) {
        return open(uri, token, lastId == null ? Map.of() : Map.of("Last-Event-ID", lastId));
    }

    static SseReader open(URI uri, String token, Map<String, String> headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "text/event-stream");
            headers.forEach(request::header);
            SseReader reader = new SseReader(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
            reader.lastId = headers.get("Last-Event-ID");
            if (reader.status() == 200) {
                Thread.ofVirtual().start(reader::read);
            }
            return reader;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    String text() {
        try {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id to go on with. */
    @Nullable
    String lastId() {
        return lastId;
    }

    int comments() {
        return comments;
    }

    /** The next event. */
    Event next() {
        return next(SOON);
    }

    Event next(Duration longest) {
        try {
            Event event = events.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(event).as("an event within " + longest).isNotNull();
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The events up to one that is waited for, which is the last. */
    List<Event> until(Predicate<Event> last) {
        List<Event> all = new ArrayList<>();
        Event event;
        do {
            event = next();
            all.add(event);
        } while (!event.isEnd() && !last.test(event));
        return all;
    }

    /** What has arrived and was not read. */
    int waiting() {
        return events.size();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "message";
            String data = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (data != null) {
                        events.add(new Event(name, json(data), lastId));
                    }
                    name = "message";
                    data = null;
                } else if (line.startsWith(":")) {
                    comments++;
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                }
            }
        } catch (IOException cut) {
            // by us, or by the other side
        }
        events.add(new Event("", json("{}"), lastId));
    }

    private static JsonNode json(String data) {
        try {
            return new ObjectMapper().readTree(data);
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
