package dev.traza.command.attachment;

import dev.traza.blob.BlobStore;
import dev.traza.blob.BlobStoreException;
import dev.traza.contract.topic.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Removes, from time to time, uploads that nobody used, and bytes that were kept for commands that came to nothing.
 * Instances may do it at once.
 */
@ApplicationScoped
class Sweep {

    private static final Logger LOG = Logger.getLogger(Sweep.class);

    /** Twice the retention of commands: Kafka removes whole segments, some time after they are due. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(
                    Long.parseLong(Topics.TICKET_COMMANDS.settings().getOrDefault("retention.ms", "0")))
            .multipliedBy(2);

    /** How far clocks may differ, generously. */
    private static final Duration SLACK = Duration.ofHours(1);

    private final BlobStore store;
    private final AttachmentConfig config;
    private final Clock clock;
    private final NamedFiles named;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("attachment-sweep").daemon().factory());

    @Inject
    Sweep(BlobStore store, AttachmentConfig config, Clock clock, NamedFiles named) {
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.named = named;
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
        // An upload is used in claimedFor, and a command that uses it can wait on the log for as long as that keeps it.
        Instant used = now.minus(config.claimedFor()).minus(LONGEST_WAIT).minus(SLACK);
        boolean allNamed = named.toldUntil(now.minus(SLACK));
        return store.removeBefore(now.minus(config.unclaimedFor()), allNamed ? used : Instant.EPOCH);
    }

    private void quietly() {
        try {
            int removed = once();
            if (removed > 0) {
                LOG.infof("%d uploads that nobody used were removed", removed);
            }
        } catch (BlobStoreException | KafkaException e) {
            LOG.warnf("Unused uploads could not be removed and will be later: %s", e.getMessage());
        } catch (RuntimeException e) {
            // An exception would end the timer for good.
            LOG.error("Unused uploads could not be removed and will be later", e);
        }
    }
}
