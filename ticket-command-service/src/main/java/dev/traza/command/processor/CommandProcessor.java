package dev.traza.command.processor;

import dev.traza.command.logkey.LogKeyStore;
import dev.traza.command.logkey.LogKeys;
import dev.traza.command.processor.axon.AxonEntities;
import dev.traza.kit.topic.TopicsConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts and stops the processing of commands in this instance. */
@ApplicationScoped
public class CommandProcessor {

    /** After the topics were verified, before anything that uses the processor. */
    private static final int START = jakarta.interceptor.Interceptor.Priority.LIBRARY_BEFORE;

    /** After the gateway has finished, which waits for what the processor still answers. */
    static final int STOP = jakarta.interceptor.Interceptor.Priority.PLATFORM_AFTER;

    private static final Logger LOG = Logger.getLogger(CommandProcessor.class);
    private static final Duration ASK_BROKER_WITHIN = Duration.ofSeconds(10);

    private final ProcessorConfig config;
    private final TopicsConfig topics;
    private final Map<String, Object> kafka;
    private final LogKeys logKeys;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Deque<Instant> failures = new ArrayDeque<>();

    private volatile @Nullable Running running;

    @Inject
    CommandProcessor(
            ProcessorConfig config,
            TopicsConfig topics,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            LogKeys logKeys,
            MeterRegistry registry,
            Clock clock) {
        this.config = config;
        this.topics = topics;
        this.kafka = kafka;
        this.logKeys = logKeys;
        this.registry = registry;
        this.clock = clock;
    }

    void onStart(@Observes @Priority(START) StartupEvent start) {
        AxonEntities entities = AxonEntities.start();
        Instant began = clock.instant();
        int lived = new WarmUp(entities, clock)
                .run(config.warmUp().tickets(), config.warmUp().limit());
        LOG.infof(
                "Warmed up with %d tickets in %d ms",
                lived, Duration.between(began, clock.instant()).toMillis());
        askForStandbys();
        Running starting = make(entities);
        running = starting;
        try {
            starting.streams.start();
        } catch (TaskCorruptedException killed) {
            LOG.warnf("The process was killed before, its stores of keys are read anew: %s", killed.getMessage());
            starting.abandon(config.closeTimeout());
            GlobalStores.forget(config);
            Running again = make(entities);
            running = again;
            again.streams.start();
        }
    }

    private Running make(AxonEntities entities) {
        StoreMemory storeMemory = new StoreMemory(config.storeMemory().asLongValue());
        ProcessorMetrics metrics = new ProcessorMetrics(registry);
        Batches batches = new Batches(config.gather());
        Properties settings = StreamsSettings.of(config, topics, kafka, storeMemory, batches);
        KafkaStreams streams = new KafkaStreams(
                EntityTopology.of(
                        () -> new EntityProcessor(
                                entities,
                                entities,
                                metrics,
                                topics.partitions(),
                                config.answerRetention(),
                                config.archive(),
                                config.maxCommandSize().asLongValue(),
                                batches,
                                logKeys::current),
                        config.answerRetention()),
                settings);
        streams.setUncaughtExceptionHandler(this::failed);
        streams.setStateListener((now, before) -> LOG.infof("Processor %s, was %s", now, before));
        KafkaStreamsMetrics streamsMetrics = new KafkaStreamsMetrics(streams);
        streamsMetrics.bindTo(registry);
        return new Running(streams, storeMemory, entities, streamsMetrics);
    }

    void onStop(@Observes @Priority(STOP) ShutdownEvent stop) {
        Running stopping = running;
        if (stopping != null) {
            running = null;
            stopping.close(config.closeTimeout());
        }
    }

    /** What the processor is doing; {@code NOT_RUNNING} before the start and after the end. */
    public KafkaStreams.State state() {
        Running now = running;
        return now == null ? KafkaStreams.State.NOT_RUNNING : now.streams.state();
    }

    /**
     * The keys of texts, of all partitions.
     *
     * @throws org.apache.kafka.streams.errors.StreamsException if they cannot be read at the moment
     */
    public PublishedKeys keys() {
        return new PublishedKeys(store(PublishedKeys.NAME));
    }

    /**
     * The keys of commands.
     *
     * @throws org.apache.kafka.streams.errors.StreamsException if they cannot be read at the moment
     */
    LogKeyStore logKeys() {
        return new LogKeyStore(store(LogKeyStore.NAME));
    }

    private ReadOnlyKeyValueStore<String, byte[]> store(String name) {
        Running now = running;
        if (now == null) {
            throw new StreamsNotStartedException("The processor does not run");
        }
        return now.streams.store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore()));
    }

    /**
     * With the streams group protocol, copies of stores are a matter of the group on the broker and not of its members.
     * Failing to ask costs speed after a failure, never correctness, so it does not keep the service from starting.
     */
    private void askForStandbys() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ASK_BROKER_WITHIN.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ASK_BROKER_WITHIN.toMillis() / 2);
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, config.applicationId());
        AlterConfigOp wish = new AlterConfigOp(
                new ConfigEntry("streams.num.standby.replicas", Integer.toString(config.standbyReplicas())),
                AlterConfigOp.OpType.SET);
        Admin admin = Admin.create(settings);
        try {
            admin.incrementalAlterConfigs(Map.of(group, List.of(wish)))
                    .all()
                    .get(ASK_BROKER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf(e, "The broker did not take the number of standby replicas; its default applies");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            admin.close(ASK_BROKER_WITHIN);
        }
    }

    /** A thread that failed is replaced, since most failures pass; when they do not, the instance has to be. */
    private synchronized StreamThreadExceptionResponse failed(Throwable cause) {
        Instant now = clock.instant();
        failures.addLast(now);
        while (failures.getFirst().isBefore(now.minus(config.failureWindow()))) {
            failures.removeFirst();
        }
        registry.counter("traza.command.processor.failures").increment();
        if (failures.size() > config.maxFailures()) {
            LOG.errorf(
                    cause,
                    "The processor failed %d times within %s and gives up",
                    failures.size(),
                    config.failureWindow());
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.errorf(cause, "The processor failed and starts again");
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private record Running(
            KafkaStreams streams, StoreMemory storeMemory, AxonEntities entities, KafkaStreamsMetrics metrics) {

        /** Leaves the group, so that others take the partitions over at once instead of after the session time-out. */
        void close(Duration timeout) {
            metrics.close();
            boolean inTime = streams.close(CloseOptions.timeout(timeout)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
            if (!inTime) {
                LOG.warnf(
                        "The processor did not end within %s; what it had in hand is given up and done again", timeout);
                return; // Its stores may still use the memory.
            }
            storeMemory.close();
            entities.close();
        }

        /** Before anything was processed; the entities are used again. */
        void abandon(Duration timeout) {
            metrics.close();
            if (streams.close(CloseOptions.timeout(timeout))) {
                storeMemory.close();
            }
        }
    }
}
