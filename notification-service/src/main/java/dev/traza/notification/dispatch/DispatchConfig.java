package dev.traza.notification.dispatch;

import dev.traza.notification.ledger.RetrySchedule;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the queue is worked off; see {@link DispatchSettings}. */
@ConfigMapping(prefix = "traza.notification.dispatch")
public interface DispatchConfig {

    /** Mails that this instance hands over at the same time. */
    @WithDefault("4")
    int concurrency();

    /** How often the queue is looked at when this instance itself put nothing into it. */
    @WithDefault("1s")
    Duration poll();

    /** How long an instance may hold a message; after a crash it is tried again so much later. */
    @WithDefault("3m")
    Duration lease();

    /** How many due messages are read at a time. */
    @WithDefault("50")
    int lookAhead();

    /** How long a message waits for its ticket or its recipient to become known, before it is suppressed. */
    @WithDefault("30s")
    Duration patience();

    /** How often it looks meanwhile. */
    @WithDefault("1s")
    Duration recheck();

    /** Pause for all messages after the mail server could not be reached. */
    @WithDefault("5s")
    Duration restWhenUnreachable();

    /** How long a stopping instance waits for what is being sent; less than {@code quarkus.shutdown.timeout}. */
    @WithDefault("8s")
    Duration finish();

    /** When failed messages are tried again. */
    Retry retry();

    /** Ten attempts over about 21 hours by default. */
    interface Retry {

        /** Attempts at most, the first one included. */
        @WithDefault("10")
        int attempts();

        /** Wait after the first failure. */
        @WithDefault("30s")
        Duration first();

        /** By which each wait is longer than the one before. */
        @WithDefault("3")
        double factor();

        /** No wait is longer, jitter aside. */
        @WithDefault("6h")
        Duration longest();

        /** Share by which a wait is longer or shorter at most. */
        @WithDefault("0.2")
        double jitter();
    }

    /** As the dispatcher wants it. */
    default DispatchSettings settings() {
        return new DispatchSettings(
                concurrency(),
                poll(),
                lease(),
                lookAhead(),
                patience(),
                recheck(),
                restWhenUnreachable(),
                finish(),
                new RetrySchedule(
                        retry().attempts(), retry().first(), retry().factor(), retry().longest(), retry().jitter()));
    }
}
