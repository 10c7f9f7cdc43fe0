package dev.traza.query.live;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How often each person has said where they are in the present minute. */
@Singleton
public class Turns {

    private final LiveConfig config;
    private final Clock clock;
    private final Map<String, Integer> taken = new HashMap<>(); // of one minute, and of staff alone
    private long minute;

    /** Made by the container. */
    @Inject
    public Turns(LiveConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Whether the person may say it once more in this minute. */
    public synchronized boolean take(String personId) {
        long now = TimeUnit.MILLISECONDS.toMinutes(clock.millis());
        if (now != minute) {
            minute = now;
            taken.clear();
        }
        return taken.merge(personId, 1, Integer::sum) <= config.presencePerMinute();
    }
}
