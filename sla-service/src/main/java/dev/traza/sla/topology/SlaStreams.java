package dev.traza.sla.topology;

import dev.traza.kit.topic.TopicsConfig;
import dev.traza.sla.SlaConfig;
import dev.traza.sla.book.CurrentBook;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the clocks with the service and stops them with it. */
@Singleton
public class SlaStreams {

    private static final Logger LOG = Logger.getLogger(SlaStreams.class);

    private final SlaConfig config;
    private final TopicsConfig topics;
    private final Map<String, Object> kafka;
    private final CurrentBook book;
    private final Clock clock;
    private final SlaMetrics metrics;
    private final Deque<Instant> replacements = new ArrayDeque<>();

    private @Nullable KafkaStreams streams;
    private @Nullable RocksMemory memory;

    @Inject
    SlaStreams(
            SlaConfig config,
            TopicsConfig topics,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            CurrentBook book,
            MeterRegistry registry,
            Clock clock) {
        this.config = config;
        this.topics = topics;
        this.kafka = kafka;
        this.book = book;
        this.clock = clock;
        this.metrics = new SlaMetrics(registry);
    }

    /** Whether the clocks run: the policies are read and the partitions of this instance restored. */
    public synchronized KafkaStreams.State state() {
        return streams == null ? KafkaStreams.State.NOT_RUNNING : streams.state();
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    void onStop(@Observes ShutdownEvent event) {
        stop();
    }

    synchronized void start() {
        memory = new RocksMemory(
                config.streams().blockCache().asLongValue(),
                config.streams().writeBuffers().asLongValue());
        KafkaStreams started = new KafkaStreams(
                SlaTopology.build(
                        book, new KafkaBacklog(kafka, config.streams().applicationId()), config.timers(), metrics),
                settings(memory));
        started.setUncaughtExceptionHandler(this::afterFailure);
        started.setStateListener((now, before) -> LOG.infof("The clocks are %s, they were %s", now, before));
        started.start();
        streams = started;
    }

    synchronized void stop() {
        if (streams != null) {
            boolean inTime = streams.close(CloseOptions.timeout(config.streams().closeTimeout()));
            if (!inTime) {
                LOG.warnf("The clocks did not stop within %s", config.streams().closeTimeout());
            } else if (memory != null) {
                memory.close();
            }
            streams = null;
        }
    }

    private Properties settings(RocksMemory shared) {
        Properties settings = new Properties();
        settings.putAll(kafka);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.streams().applicationId());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.streams().stateDir().toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // The broker assigns partitions; an owner that dies is replaced after the broker's session time-out.
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams");
        // A task has one input, so there is nothing to wait for; unless this is off, every round asks the consumer for
        // the
        // lag of every partition, each time across threads.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streams().threads());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) topics.replicationFactor());
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                config.streams().commitInterval().toMillis());
        // The cache would only delay what is written within one commit anyway.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.Setter.class);
        settings.put(RocksMemory.SETTING, shared);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 100);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        // The next transaction asks again until the last one has ended; with the default of 100 ms the clocks would
        // stand
        // still for as long as they run.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 2);
        // The command processor reads what is committed only: an open transaction of an instance that died holds up
        // every
        // ticket of the partition for so long.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                config.streams().transactionTimeout().toMillis());
        return settings;
    }

    /** Trouble with Kafka passes, so the thread is replaced; trouble that comes again and again needs a person. */
    private StreamThreadExceptionResponse afterFailure(Throwable cause) {
        synchronized (replacements) {
            Instant now = clock.instant();
            Instant windowStart = now.minus(config.streams().replacementWindow());
            while (!replacements.isEmpty() && replacements.peekFirst().isBefore(windowStart)) {
                replacements.removeFirst();
            }
            if (replacements.size() >= config.streams().threadReplacements()) {
                LOG.errorf(cause, "The clocks stop: their thread failed %d times", replacements.size() + 1);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            replacements.addLast(now);
        }
        LOG.errorf(cause, "A thread of the clocks failed and is replaced");
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1)); // the next try must not come at once
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
