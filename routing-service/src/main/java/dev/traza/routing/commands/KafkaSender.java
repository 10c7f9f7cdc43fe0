package dev.traza.routing.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.topic.Topics;
import dev.traza.routing.decision.Decision;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends with one idempotent producer: acknowledged by all replicas in sync, in order, and bounded in time and memory. */
@Singleton
public class KafkaSender implements Sender {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Producer<String, byte[]> producer;
    private final Duration timeout;

    @Inject
    KafkaSender(@Identifier("default-kafka-broker") Map<String, Object> kafka, CommandsConfig config) {
        this(kafka, config.sendTimeout(), config.bufferBytes());
    }

    /** @param kafka where the brokers are */
    public KafkaSender(Map<String, Object> kafka, Duration timeout, long bufferBytes) {
        this.timeout = timeout;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "routing-service");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
        int millis = Math.toIntExact(timeout.toMillis());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void send(Collection<Decision> decisions) {
        // The explanation says that the command was sent, so it must not be the first to arrive.
        sendAll(decisions.stream()
                .flatMap(decision -> decision.command() == null
                        ? java.util.stream.Stream.empty()
                        : java.util.stream.Stream.of(decision.command().to(Topics.TICKET_COMMANDS.name())))
                .toList());
        sendAll(decisions.stream()
                .map(decision -> decision.explanation().to(Topics.ROUTING_EVENTS.name()))
                .toList());
    }

    /**
     * Sends the present state of a desk, team or agent.
     *
     * @param entry absent to say that it was removed
     * @throws SendFailedException if it is not certain that it arrived
     */
    public void send(String key, @Nullable DirectoryEntry entry) {
        sendAll(List.of(
                new ProducerRecord<>(Topics.ROUTING_DIRECTORY.name(), key, entry == null ? null : json(entry))));
    }

    @PreDestroy
    void close() {
        producer.close(CLOSE_TIMEOUT);
    }

    private void sendAll(List<ProducerRecord<String, byte[]>> records) {
        List<Future<RecordMetadata>> underWay = new ArrayList<>(records.size());
        try {
            for (ProducerRecord<String, byte[]> record : records) {
                underWay.add(producer.send(record));
            }
            for (Future<RecordMetadata> one : underWay) {
                one.get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new SendFailedException("Kafka did not take %d records".formatted(records.size()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SendFailedException("Interrupted while sending", e);
        }
    }

    private static byte[] json(DirectoryEntry entry) {
        try {
            return ContractJson.mapper().writeValueAsBytes(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every directory entry can be written as JSON", e);
        }
    }
}
