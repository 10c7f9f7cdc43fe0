package dev.traza.notification.dispatch;

import dev.traza.notification.ledger.RetrySchedule;
import java.time.Duration;

/**
 * How the queue is worked off.
 *
 * @param concurrency messages handed over at the same time by this instance
 * @param poll how often the queue is looked at when nobody says that something came
 * @param lease how long an instance may hold a message; must outlast the conversation with the mail server
 * @param lookAhead how many due messages are read at a time
 * @param patience how long a message waits for its ticket or its recipient to become known
 * @param recheck how often it looks meanwhile
 * @param restWhenUnreachable pause after the mail server could not be reached, so that a long queue does not burn its
 *     attempts
 * @param finish how long a stopping instance waits for what is being sent
 */
public record DispatchSettings(
        int concurrency,
        Duration poll,
        Duration lease,
        int lookAhead,
        Duration patience,
        Duration recheck,
        Duration restWhenUnreachable,
        Duration finish,
        RetrySchedule retries) {}
