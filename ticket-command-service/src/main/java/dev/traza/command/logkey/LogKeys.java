package dev.traza.command.logkey;

import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.topic.Topics;
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
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The key that this instance seals commands with. A key is on record, confirmed by the brokers, before anything is sealed
 * with it: whoever decides a command can have its key, or wait for it.
 */
@ApplicationScoped
public class LogKeys {

    /** Before whatever seals. */
    private static final int START = jakarta.interceptor.Interceptor.Priority.LIBRARY_BEFORE - 1;

    /** After whatever seals. */
    private static final int STOP = jakarta.interceptor.Interceptor.Priority.PLATFORM_AFTER + 1;

    private static final Logger LOG = Logger.getLogger(LogKeys.class);
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

    private final LogKeyConfig config;
    private final Map<String, Object> kafka;
    private final Clock clock;

    private @Nullable KafkaProducer<String, byte[]> producer;
    private @Nullable Dated current;

    @Inject
    public LogKeys(LogKeyConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka, Clock clock) {
        this.config = config;
        this.kafka = kafka;
        this.clock = clock;
    }

    /** Starts with the service. */
    public void onStart(@Observes @Priority(START) StartupEvent start) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.within().toMillis());
        settings.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) config.within().toMillis());
        settings.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) config.within().toMillis() / 2);
        synchronized (this) {
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }
    }

    void onStop(@Observes @Priority(STOP) ShutdownEvent stop) {
        KafkaProducer<String, byte[]> closing;
        synchronized (this) {
            closing = producer;
            producer = null;
        }
        if (closing != null) {
            closing.close(Duration.ofSeconds(5));
        }
    }

    /**
     * The key to seal with now; once in a while a new one. As long as the brokers do not confirm the new one, the old one
     * does its service: it is kept until its last commands have been decided.
     *
     * @throws KafkaException if there is none yet, and the brokers did not confirm one in time
     */
    public synchronized TextKey current() {
        Instant now = clock.instant();
        Dated key = current;
        if (key != null && key.until().isAfter(now)) {
            return key.key();
        }
        Dated next = new Dated(TextKey.generate(), now.plus(config.rotateEvery()));
        try {
            publish(next.key().id(), LogKeyStore.value(next.key(), now));
            current = next;
        } catch (KafkaException e) {
            if (key == null) {
                throw e;
            }
            LOG.warnf("A new key for the command log was not confirmed; the old one goes on: %s", e.getMessage());
            current = new Dated(key.key(), now.plus(TRY_AGAIN));
        }
        return current.key();
    }

    /** Destroys a key. */
    synchronized void destroy(UUID keyId) {
        publish(keyId, LogKeyStore.GONE);
    }

    private void publish(UUID keyId, byte[] value) {
        KafkaProducer<String, byte[]> publishing = producer;
        if (publishing == null) {
            throw new KafkaException("The service is starting or stopping");
        }
        try {
            publishing
                    .send(new ProducerRecord<>(Topics.COMMAND_KEYS.name(), keyId.toString(), value))
                    .get(2 * config.within().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("A key of the command log could not be put on record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while a key of the command log was put on record", e);
        }
    }

    private record Dated(TextKey key, Instant until) {}
}
