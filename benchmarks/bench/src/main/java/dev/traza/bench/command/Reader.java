package dev.traza.bench.command;

import dev.traza.bench.http.Ask;
import dev.traza.bench.http.HttpSender;
import java.time.Duration;

/**
 * Somebody who wants to see what was written. They send the answer's Consistency-Token, with which the query service itself
 * waits until it shows what was written: one request tells when, while asking again and again would be a load of its own.
 *
 * @param port of the query service
 * @param token of somebody who may see everything
 */
record Reader(int port, String token) {

    private static final int FOUND = 200;
    private static final String NEWEST = "/api/v1/tickets?sort=-number&limit=1";

    /** The ticket itself. */
    Ask ticket(CommandMix.Accepted written) {
        return reading("/api/v1/tickets/" + written.ticketId(), written);
    }

    /** Any list: it waits for the index in the same way. */
    Ask list(CommandMix.Accepted written) {
        return reading(NEWEST, written);
    }

    private Ask reading(String path, CommandMix.Accepted written) {
        Ask ask = Ask.get(port, path, token);
        return written.consistencyToken()
                .map(consistency -> ask.with("Consistency-Token", consistency))
                .orElse(ask);
    }

    /** Waits until the ticket can be seen as it was written. */
    boolean awaitVisible(HttpSender sender, CommandMix.Accepted written, Duration atMost) throws InterruptedException {
        long giveUp = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < giveUp) {
            if (sender.ask(ticket(written)).status() == FOUND) {
                return true;
            }
        }
        return false;
    }
}
