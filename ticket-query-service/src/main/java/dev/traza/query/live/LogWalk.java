package dev.traza.query.live;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * One stream's way along the log: from its place to the end, and on with what happens. What is remembered is read from
 * memory, what is older from Kafka; where both know something, the place decides, so that nothing is missed or told twice.
 */
public final class LogWalk {

    private static final Logger LOG = Logger.getLogger(LogWalk.class);
    private static final int AT_ONCE = 100;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration TURN = Duration.ofMillis(50);
    private static final Duration AWAY = Duration.ofSeconds(1);

    private final LiveLog live;
    private final PastLog past;
    private final Streams streams;
    private final LiveConfig config;
    private final Places places;

    /** @param places where it begins; goes along */
    public LogWalk(LiveLog live, PastLog past, Streams streams, LiveConfig config, Places places) {
        this.live = live;
        this.past = past;
        this.streams = streams;
        this.config = config;
        this.places = places;
    }

    /** What is done on the way. */
    public interface Walker {

        /**
         * Something happened.
         *
         * @param passed to be called once it is certain that the reader is told of it, or need not be, and before they are
         */
        void take(Happening happening, Runnable passed) throws IOException, InterruptedException, EndedException;

        /** All was taken that there is. */
        void idle() throws IOException, InterruptedException, EndedException;

        /** Waits, showing that the stream lives. */
        void rest(Duration longest) throws IOException, InterruptedException, EndedException;
    }

    /**
     * Goes on until the stream ends.
     *
     * @throws EndedException when it does
     */
    public void walk(Bell bell, Walker walker) throws IOException, InterruptedException, EndedException {
        live.follow(bell);
        try {
            long index = catchUp(walker);
            boolean caughtUp = false;
            while (true) {
                // Who comes from far may be as far behind as is remembered, who has been here once may not.
                List<Happening> happenings = live.read(
                                index, AT_ONCE, caughtUp ? config.longestQueue() : config.remembered())
                        .orElseThrow(() -> new EndedException(Streams.Ending.SLOW));
                for (Happening happening : happenings) {
                    take(happening, walker);
                    index++;
                }
                if (happenings.isEmpty()) {
                    caughtUp = true;
                    walker.idle();
                    walker.rest(config.heartbeat());
                }
            }
        } finally {
            live.leave(bell);
        }
    }

    private long catchUp(Walker walker) throws IOException, InterruptedException, EndedException {
        while (true) {
            Optional<LiveLog.Tail> near = live.since(places);
            if (near.isPresent()) {
                return near.get().index();
            }
            Optional<LiveLog.Tail> now = live.now();
            if (now.isEmpty()) {
                walker.rest(AWAY);
                continue;
            }
            while (!streams.replays().tryAcquire()) {
                walker.rest(TURN);
            }
            try {
                replay(now.get().end(), walker);
            } catch (KafkaException away) {
                LOG.warnf("A stream cannot catch up: %s", away.getMessage());
                throw new EndedException(Streams.Ending.AWAY);
            } finally {
                streams.replays().release();
            }
        }
    }

    private void replay(Places end, Walker walker) throws IOException, InterruptedException, EndedException {
        try (PastLog.Stretch stretch = past.between(places, end)) {
            while (!stretch.isOver()) {
                for (Happening happening : stretch.next(POLL)) {
                    take(happening, walker);
                }
                walker.rest(Duration.ZERO);
            }
        }
        places.pass(end);
    }

    private void take(Happening happening, Walker walker) throws IOException, InterruptedException, EndedException {
        if (places.wants(happening)) {
            walker.take(happening, () -> places.pass(happening));
            places.pass(happening);
        }
    }
}
