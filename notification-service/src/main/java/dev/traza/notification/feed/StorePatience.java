package dev.traza.notification.feed;

import com.mongodb.MongoException;
import dev.traza.contract.reader.KeysAwayException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Waits for MongoDB, and for the keys of texts: without a bound in time, since to give up would be to lose something, but
 * never past the shutdown.
 */
final class StorePatience {

    private StorePatience() {}

    /**
     * Does the work again until nothing that it needs is away.
     *
     * @param onTrouble is told before every pause
     * @throws RuntimeException the last trouble, when the service stops meanwhile
     */
    static <T> T untilItAnswers(
            Supplier<T> work,
            Duration firstPause,
            Duration longestPause,
            Shutdown shutdown,
            Consumer<RuntimeException> onTrouble) {
        Duration pause = firstPause;
        while (true) {
            try {
                return work.get();
            } catch (MongoException | KeysAwayException e) {
                onTrouble.accept(e);
                if (shutdown.await(pause)) {
                    throw e;
                }
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
            }
        }
    }
}
