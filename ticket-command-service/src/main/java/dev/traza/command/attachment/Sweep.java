package dev.traza.command.attachment;

import dev.traza.blob.BlobStore;
import dev.traza.blob.BlobStoreException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Removes, from time to time, uploads that nobody used. Instances may do it at once. */
@ApplicationScoped
class Sweep {

    private static final Logger LOG = Logger.getLogger(Sweep.class);

    private final BlobStore store;
    private final AttachmentConfig config;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("attachment-sweep").daemon().factory());

    @Inject
    Sweep(BlobStore store, AttachmentConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent start) {
        long pause = config.sweepEvery().toMillis();
        var unused = timer.scheduleWithFixedDelay(this::quietly, pause, pause, TimeUnit.MILLISECONDS);
    }

    void onStop(@Observes ShutdownEvent stop) {
        timer.shutdownNow();
    }

    /** Removes what is too old now; how many uploads that were. */
    int once() {
        Instant now = clock.instant();
        return store.removeBefore(now.minus(config.unclaimedFor()), now.minus(config.claimedFor()));
    }

    private void quietly() {
        try {
            int removed = once();
            if (removed > 0) {
                LOG.infof("%d uploads that nobody used were removed", removed);
            }
        } catch (BlobStoreException e) {
            LOG.warnf("Unused uploads could not be removed and will be later: %s", e.getMessage());
        } catch (RuntimeException e) {
            // An exception would end the timer for good.
            LOG.error("Unused uploads could not be removed and will be later", e);
        }
    }
}
