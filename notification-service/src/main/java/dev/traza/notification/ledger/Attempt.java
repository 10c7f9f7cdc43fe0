package dev.traza.notification.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to hand a message over.
 *
 * @param number counted from 1 within a round
 * @param outcome SENT, FAILED or DEAD
 * @param answer what the mail server said, or why it could not be asked
 */
public record Attempt(
        int round,
        int number,
        Instant endedAt,
        DeliveryState outcome,
        @Nullable String answer) {

    /** Without the mail server's words, which may hold an address. */
    Attempt erased() {
        return new Attempt(round, number, endedAt, outcome, null);
    }
}
