package dev.traza.notification.ledger;

import java.time.Duration;
import java.util.Optional;

/**
 * When a failed message is tried again: exponential back-off with jitter, so that thousands of messages that failed
 * together do not come back together.
 *
 * @param attempts how often a message is tried at most, 1 or more
 * @param first wait after the first failure
 * @param factor by which each wait is longer than the one before, 1 or more
 * @param longest no wait is longer, jitter aside
 * @param jitter share by which a wait is longer or shorter at most, 0–1
 */
public record RetrySchedule(int attempts, Duration first, double factor, Duration longest, double jitter) {

    public RetrySchedule {
        if (attempts < 1 || first.isNegative() || factor < 1 || jitter < 0 || jitter > 1) {
            throw new IllegalArgumentException(
                    "A retry schedule needs at least 1 attempt, no negative wait, a factor of at least 1 and a jitter from 0 to 1");
        }
    }

    /**
     * How long to wait after a failure; empty when it was the last attempt.
     *
     * @param made attempts so far, 1 or more
     * @param random evenly spread in 0–1
     */
    public Optional<Duration> waitAfter(int made, double random) {
        if (made >= attempts) {
            return Optional.empty();
        }
        double planned = Math.min(first.toMillis() * Math.pow(factor, made - 1), longest.toMillis());
        double spread = 1 + jitter * (2 * random - 1);
        return Optional.of(Duration.ofMillis(Math.round(planned * spread)));
    }
}
