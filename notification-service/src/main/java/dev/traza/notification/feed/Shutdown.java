package dev.traza.notification.feed;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets those who wait know that the service is stopping. */
@ApplicationScoped
public class Shutdown {

    private final CountDownLatch begun = new CountDownLatch(1);

    void onShutdown(@Observes ShutdownEvent event) {
        begun.countDown();
    }

    /** Whether the service is stopping. */
    public boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /** Waits, but not longer than until the service stops; answers whether it does. */
    public boolean await(Duration longest) {
        try {
            return begun.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
