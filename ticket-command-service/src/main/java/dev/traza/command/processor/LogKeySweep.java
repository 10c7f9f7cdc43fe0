package dev.traza.command.processor;

import dev.traza.command.logkey.LogKeyConfig;
import dev.traza.command.logkey.LogKeys;
import dev.traza.command.logkey.Retirement;
import dev.traza.kit.topic.TopicsConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Destroys, from time to time, keys of commands that were all decided. Instances may do it at once. */
@ApplicationScoped
class LogKeySweep {

    private static final Logger LOG = Logger.getLogger(LogKeySweep.class);

    private final CommandProcessor processor;
    private final ProcessorConfig config;
    private final TopicsConfig topics;
    private final LogKeyConfig keyConfig;
    private final LogKeys keys;
    private final Map<String, Object> kafka;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("log-key-sweep").daemon().factory());

    @Inject
    LogKeySweep(
            CommandProcessor processor,
            ProcessorConfig config,
            TopicsConfig topics,
            LogKeyConfig keyConfig,
            LogKeys keys,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Clock clock) {
        this.processor = processor;
        this.config = config;
        this.topics = topics;
        this.keyConfig = keyConfig;
        this.keys = keys;
        this.kafka = kafka;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent start) {
        long pause = keyConfig.sweepEvery().toMillis();
        var old = timer.scheduleWithFixedDelay(this::quietly, pause, pause, TimeUnit.MILLISECONDS);
    }

    void onStop(@Observes ShutdownEvent stop) {
        timer.shutdownNow();
    }

    /** Destroys the keys whose time has come; how many that were. */
    int once() {
        Admin admin = Admin.create(kafka);
        try {
            return new Retirement(admin, config.applicationId(), topics.partitions(), keyConfig, keys)
                    .sweep(processor.logKeys(), clock.instant());
        } finally {
            admin.close(keyConfig.within());
        }
    }

    private void quietly() {
        try {
            int destroyed = once();
            if (destroyed > 0) {
                LOG.infof("%d keys of the command log were destroyed", destroyed);
            }
        } catch (KafkaException e) {
            LOG.warnf("Old keys of the command log could not be destroyed and will be later: %s", e.getMessage());
        } catch (RuntimeException e) {
            // An exception would end the timer for good.
            LOG.error("Old keys of the command log could not be destroyed and will be later", e);
        }
    }
}
