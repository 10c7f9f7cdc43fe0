package dev.traza.query.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The streams that this node serves: how many there may be, and that none holds on to what it does not use. */
@Singleton
public class Streams {

    private static final Logger LOG = Logger.getLogger(Streams.class);
    private static final Duration WATCH_EVERY = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(3);

    private final LiveConfig config;
    private final Set<Place> taken = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> byPerson = new HashMap<>();
    private final Semaphore replays;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("stream-watch").factory());
    private final Map<Ending, Counter> ended = new EnumMap<>(Ending.class);
    private final Counter refused;
    private final Timer life;
    private volatile boolean closing;

    /** Made by the container. */
    @Inject
    public Streams(LiveConfig config, MeterRegistry registry) {
        this.config = config;
        this.replays = new Semaphore(config.replaysAtOnce());
        registry.gauge("traza.streams.open", taken, Set::size);
        for (Ending ending : Ending.values()) {
            ended.put(
                    ending,
                    Counter.builder("traza.streams.ended")
                            .description("Streams that ended, by why")
                            .tag("because", ending.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        refused = Counter.builder("traza.streams.refused")
                .description("Streams that were not begun because there were too many")
                .register(registry);
        life = Timer.builder("traza.streams.life")
                .description("How long streams lasted")
                .register(registry);
        var unused = watch.scheduleWithFixedDelay(
                this::cutThoseThatAreStuck, WATCH_EVERY.toMillis(), WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why a stream ended. */
    public enum Ending {
        /** The reader went away. */
        GONE,
        /** The reader did not keep up. */
        SLOW,
        /** The reader's token is no longer valid. */
        TOKEN_EXPIRED,
        /** It lasted as long as a stream may. */
        LONGEST_LIFE,
        /** The reader may not see the ticket any more. */
        NOT_VISIBLE,
        /** The list has become too long to be followed. */
        TOO_LONG,
        /** What is read from is away. */
        AWAY,
        /** The node shuts down. */
        SHUTDOWN
    }

    /**
     * A place for one stream, given up by closing it.
     *
     * @param person whose stream it is
     * @return empty if this node or this person has too many, or the node shuts down
     */
    public Optional<Place> take(String person) {
        synchronized (byPerson) {
            int own = byPerson.getOrDefault(person, 0);
            if (closing || taken.size() >= config.maxStreams() || own >= config.maxStreamsPerPerson()) {
                refused.increment();
                return Optional.empty();
            }
            byPerson.put(person, own + 1);
            Place place = new Place(person);
            taken.add(place);
            return Optional.of(place);
        }
    }

    /** Whose turn it is to read from Kafka. */
    public Semaphore replays() {
        return replays;
    }

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        closing = true;
        watch.shutdownNow();
        taken.forEach(place -> place.bell().ring());
        long until = System.nanoTime() + END.toNanos();
        while (!taken.isEmpty() && System.nanoTime() - until < 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        taken.forEach(Place::abort);
    }

    private void cutThoseThatAreStuck() {
        taken.forEach(place -> {
            if (place.isStuck()) {
                LOG.debug("A stream is cut whose reader takes nothing");
                place.end(Ending.SLOW);
                place.abort();
            }
        });
    }

    /** One stream's place. */
    public final class Place implements AutoCloseable {

        private final String person;
        private final Bell bell = new Bell();
        private final long since = System.nanoTime();
        /** When the write began that has not ended yet; 0 when there is none. */
        private volatile long writingSince;

        private volatile Runnable abort = () -> {};
        private volatile boolean gone;
        private boolean over;
        private boolean told;

        private Place(String person) {
            this.person = person;
        }

        /** What wakes the stream. */
        public Bell bell() {
            return bell;
        }

        /** What breaks the connection off, even while something is being written to it. */
        public void breakOffWith(Runnable how) {
            abort = how;
        }

        /** The reader has gone. */
        public void gone() {
            gone = true;
            bell.ring();
        }

        /** Whether the reader has gone. */
        public boolean isGone() {
            return gone;
        }

        /** Whether the node shuts down. */
        public boolean isShutDown() {
            return closing;
        }

        /** Something begins to be written. */
        public void writing() {
            writingSince = System.nanoTime() | 1;
        }

        /** It was taken. */
        public void written() {
            writingSince = 0;
        }

        /** Notes why the stream ends; the first reason counts. */
        public synchronized void end(Ending because) {
            if (!told) {
                told = true;
                Objects.requireNonNull(ended.get(because)).increment();
            }
        }

        private boolean isStuck() {
            long began = writingSince;
            return began != 0
                    && System.nanoTime() - began > config.longestWrite().toNanos();
        }

        private void abort() {
            abort.run();
        }

        @Override
        public void close() {
            synchronized (byPerson) {
                if (over) {
                    return;
                }
                over = true;
                byPerson.computeIfPresent(person, (_, own) -> own <= 1 ? null : own - 1);
                taken.remove(this);
            }
            life.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
        }
    }
}
