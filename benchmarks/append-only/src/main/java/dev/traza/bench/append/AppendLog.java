package dev.traza.bench.append;

import dev.traza.contract.envelope.Ids;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Appends records with the settings with which the command service appends commands; both must stay the same. */
@ApplicationScoped
public class AppendLog {

    private static final int BUFFER = 32 * 1024 * 1024;
    private static final int DELIVERY_TIMEOUT_MILLIS = 5_000;
    private static final int MAX_BLOCK_MILLIS = 500;

    private final AppendConfig config;
    private final Map<String, Object> kafka;

    private volatile @Nullable KafkaProducer<String, byte[]> producer;

    @Inject
    AppendLog(AppendConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.config = config;
        this.kafka = kafka;
    }

    void onStart(@Observes StartupEvent start) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS / 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        KafkaProducer<String, byte[]> opened =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        opened.partitionsFor(config.topic());
        producer = opened;
    }

    void onStop(@Observes ShutdownEvent stop) {
        KafkaProducer<String, byte[]> closing = producer;
        producer = null;
        if (closing != null) {
            closing.close(Duration.ofSeconds(5));
        }
    }

    /** Appends one record under a fresh key; the stage is complete when the broker has it. */
    CompletionStage<UUID> append(byte[] sent) {
        CompletableFuture<UUID> appended = new CompletableFuture<>();
        KafkaProducer<String, byte[]> current = producer;
        if (current == null) {
            appended.completeExceptionally(new IllegalStateException("Starting or stopping"));
            return appended;
        }
        UUID id = Ids.next();
        byte[] value = Arrays.copyOf(sent, config.valueBytes());
        current.send(new ProducerRecord<>(config.topic(), id.toString(), value), (_, failure) -> {
            if (failure == null) {
                appended.complete(id);
            } else {
                appended.completeExceptionally(failure);
            }
        });
        return appended;
    }
}
