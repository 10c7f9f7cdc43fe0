package dev.traza.query.api.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.MongoException;
import dev.traza.query.live.EndedException;
import dev.traza.query.live.LiveConfig;
import dev.traza.query.live.Streams;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One reader's stream of server-sent events, written by a thread of its own: a reader who takes nothing holds up nobody
 * else. What was written has an {@code id} with which the reader can go on after it.
 */
final class EventStream {

    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final Duration COME_AGAIN = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final OutputStream out;
    private final Streams.Place place;
    private final LiveConfig config;
    private final Clock clock;
    private final ObjectMapper json;
    private final End end;
    private final Telling telling;
    private long writtenAt = System.nanoTime();
    private @Nullable String lastId;

    /**
     * When a stream ends at the latest, and why then.
     *
     * @param because the token expires, or it lasted long enough
     */
    record End(Instant at, Streams.Ending because) {}

    /** What is told in a stream. */
    interface Telling {

        /** Tells until the stream ends. */
        void tell(EventStream to) throws IOException, InterruptedException, EndedException;

        /** Where the reader can go on. */
        String cursor();
    }

    EventStream(
            OutputStream out,
            Streams.Place place,
            LiveConfig config,
            Clock clock,
            ObjectMapper json,
            End end,
            Telling telling) {
        this.out = out;
        this.place = place;
        this.config = config;
        this.clock = clock;
        this.json = json;
        this.end = end;
        this.telling = telling;
    }

    /** Tells all there is to tell, until the end. */
    void run() {
        try (place) {
            try {
                write("retry: " + COME_AGAIN.toMillis() + "\n" + id() + "\n");
                telling.tell(this);
            } catch (EndedException ended) {
                close(ended.because());
            } catch (MongoException away) {
                LOG.warnf(
                        "A stream ends, as the read model is away: %s",
                        away.getClass().getSimpleName());
                close(Streams.Ending.AWAY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                place.end(Streams.Ending.SHUTDOWN);
            }
        } catch (IOException gone) {
            LOG.debugf(gone, "The reader of a stream went away");
            place.end(Streams.Ending.GONE);
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "A stream ends unexpectedly");
            place.end(Streams.Ending.AWAY);
        }
    }

    /** Tells something after which the reader can go on. */
    void send(String event, Object data) throws IOException {
        write("event: " + event + "\n" + id() + "data: " + json.writeValueAsString(data) + "\n\n");
    }

    /** Tells something that holds for now, and is told anew to whoever comes again. */
    void mention(String event, Object data) throws IOException {
        write("event: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n");
    }

    /** What wakes the stream. */
    Streams.Place place() {
        return place;
    }

    /**
     * Waits until something happens.
     *
     * @throws EndedException if the stream is over
     */
    void rest(Duration longest) throws IOException, InterruptedException, EndedException {
        check();
        Duration untilBeat = config.heartbeat().minusNanos(System.nanoTime() - writtenAt);
        Duration untilEnd = Duration.between(clock.instant(), end.at());
        Duration wait = least(longest, least(untilBeat, untilEnd));
        if (wait.isPositive()) {
            place.bell().await(wait);
        }
        check();
        if (System.nanoTime() - writtenAt >= config.heartbeat().toNanos()) {
            // An event without data is none, but its id counts: who has not been told anything for long is not far
            // back.
            write(": heartbeat\n" + id() + "\n");
        }
    }

    /**
     * Waits until something is there.
     *
     * @throws EndedException if the stream is over before
     */
    <T> T await(Supplier<Optional<T>> there) throws IOException, InterruptedException, EndedException {
        Optional<T> found = there.get();
        while (found.isEmpty()) {
            rest(LOOK_AGAIN);
            found = there.get();
        }
        return found.get();
    }

    private void check() throws EndedException {
        if (place.isGone()) {
            throw new EndedException(Streams.Ending.GONE);
        }
        if (place.isShutDown()) {
            throw new EndedException(Streams.Ending.SHUTDOWN);
        }
        if (!clock.instant().isBefore(end.at())) {
            throw new EndedException(end.because());
        }
    }

    private void close(Streams.Ending because) throws IOException {
        place.end(because);
        if (because != Streams.Ending.GONE) {
            send("closed", new ClosedAnswer(because, telling.cursor()));
        }
    }

    /** The id only where it is another than the last one. */
    private String id() {
        String id = telling.cursor();
        if (id.equals(lastId)) {
            return "";
        }
        lastId = id;
        return "id: " + id + "\n";
    }

    private void write(String text) throws IOException {
        place.writing();
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } finally {
            place.written();
        }
        writtenAt = System.nanoTime();
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
