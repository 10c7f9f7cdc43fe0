package dev.traza.command.gateway;

import dev.traza.command.logkey.LogKeys;
import dev.traza.contract.envelope.CommandContext;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/** Puts commands on {@code ticket-commands}, each in the partition of what it is for. */
final class CommandLog implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CommandLog.class);
    private static final String SOURCE = "/ticket-command-service";

    private final KafkaProducer<String, byte[]> producer;
    private final int partitions;
    private final LogKeys keys;

    private CommandLog(KafkaProducer<String, byte[]> producer, int partitions, LogKeys keys) {
        this.producer = producer;
        this.partitions = partitions;
        this.keys = keys;
    }

    /** How the handing over ended. */
    sealed interface Delivery {

        /** The brokers have it. */
        record Done() implements Delivery {}

        /** It never left this instance. */
        record NotSent(Exception cause) implements Delivery {}

        /** It left, and no confirmation came back. */
        record Uncertain(Exception cause) implements Delivery {}

        /** Kafka does not take records of this size. */
        record TooLarge() implements Delivery {}
    }

    static CommandLog open(GatewayConfig config, int partitions, Map<String, Object> kafka, LogKeys keys) {
        Map<String, Object> settings = new HashMap<>(kafka);
        // A command that was acknowledged survives the loss of a broker, and a retry of the client writes it once.
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Commands of a busy millisecond share a request; without load it costs that millisecond.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.buffer().asLongValue());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                config.deliveryTimeout().toMillis());
        // Must leave room for linger within the delivery time-out, or the producer refuses to start.
        settings.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) config.deliveryTimeout().toMillis() / 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.maxBlock().toMillis());
        // Otherwise the first command after a quiet while would wait for the topic's partitions to be asked for again.
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(7).toMillis());
        return new CommandLog(
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()), partitions, keys);
    }

    /** Asks for the topic's partitions before the first command needs them; failing is harmless. */
    void prepare() {
        try {
            producer.partitionsFor(Topics.TICKET_COMMANDS.name());
        } catch (KafkaException e) {
            LOG.infof("The partitions of %s are not known yet: %s", Topics.TICKET_COMMANDS.name(), e.getMessage());
        }
    }

    /** Hands a command over; blocks no longer than a full buffer is allowed to hold it up. */
    CompletableFuture<Delivery> append(CommandContext envelope) {
        CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        int partition = envelope.partition(partitions);
        Thread sender = Thread.currentThread();
        try {
            TextKey key = keys.current();
            producer.send(
                    CommandRecords.write(SOURCE, envelope, scope -> key).to(Topics.TICKET_COMMANDS.name(), partition),
                    (written, failure) -> delivery.complete(
                            failure == null
                                    ? new Delivery.Done()
                                    // The producer refuses on the caller's thread; its own thread reports what was
                                    // sent.
                                    : failed(failure, Thread.currentThread() == sender)));
        } catch (KafkaException e) {
            delivery.complete(failed(e, true));
        }
        return delivery;
    }

    private static Delivery failed(Exception failure, boolean beforeSending) {
        if (failure instanceof RecordTooLargeException) {
            return new Delivery.TooLarge();
        }
        return beforeSending ? new Delivery.NotSent(failure) : new Delivery.Uncertain(failure);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
