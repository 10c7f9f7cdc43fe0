package dev.traza.kit.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Changes what a small topic of one partition says, one change at a time among all instances. All writers share one
 * transactional id, so whoever begins fences whoever began before; then what this instance has not read yet is read, the
 * change is decided on exactly that state, and its commit fails if another writer began meanwhile. So nothing is decided on
 * a stale state, no limit is passed by being quick, and no lock service is needed.
 *
 * @param <B> what the topic says, unchangeable
 */
public final class FencedWriter<B> {

    private static final Logger LOG = Logger.getLogger(FencedWriter.class);
    private static final int ATTEMPTS = 5;

    private final Map<String, Object> kafka;
    private final TopicPartition partition;
    private final String transactionalId;
    private final Duration timeout;
    private final Reading<B> reading;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /** How the topic is understood. */
    public interface Reading<B> {

        /** What this instance knows already. Reading goes on from there; from the beginning if the topic is another one. */
        Known<B> known();

        /** Before the first record. */
        B nothing();

        /** After some more records, in the topic's order. */
        B after(B before, List<ConsumerRecord<String, byte[]>> records);
    }

    /**
     * What was read before.
     *
     * @param next the offset of the first record that it does not hold
     */
    public record Known<B>(B book, long next) {}

    /**
     * One record to write.
     *
     * @param value absent to remove what is under the key
     */
    public record Written(String key, byte @Nullable [] value) {}

    /**
     * A writer of partition 0.
     *
     * @param kafka how Kafka is reached
     * @param transactionalId the same for all that write this topic, and for nothing else
     * @param timeout of a change, as a whole about twice that
     */
    public FencedWriter(
            Map<String, Object> kafka, String topic, String transactionalId, Duration timeout, Reading<B> reading) {
        this.kafka = Map.copyOf(kafka);
        this.partition = new TopicPartition(topic, 0);
        this.transactionalId = transactionalId;
        this.timeout = timeout;
        this.reading = reading;
    }

    /**
     * Decides a change on the newest state and writes it.
     *
     * @param decide gives the records to write, all or none of them, or nothing when nothing has to change; may be called
     *     again when another instance was quicker; what it throws is passed on and nothing is written
     * @throws TopicUnavailableException if Kafka does not take the change in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void write(Function<B, List<Written>> decide) throws TopicUnavailableException, InterruptedException {
        if (!oneAtATime.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TopicUnavailableException("Another change of " + partition.topic() + " is still being written");
        }
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                if (tryToWrite(decide)) {
                    return;
                }
                LOG.debugf("Another instance changes %s at the same time (attempt %d)", partition.topic(), attempt);
            }
            throw new TopicUnavailableException("Other instances are changing " + partition.topic());
        } catch (KafkaException e) {
            throw new TopicUnavailableException("Kafka did not take the change of " + partition.topic(), e);
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean tryToWrite(Function<B, List<Written>> decide) throws TopicUnavailableException {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.initTransactions();
            List<Written> change = decide.apply(newest());
            if (change.isEmpty()) {
                return true;
            }
            producer.beginTransaction();
            change.forEach(written -> producer.send(
                    new ProducerRecord<>(partition.topic(), partition.partition(), written.key(), written.value())));
            producer.commitTransaction();
            return true;
        } catch (ProducerFencedException | InvalidProducerEpochException | InvalidTxnStateException fenced) {
            return false; // the last one when the other has already ended what was begun here
        }
    }

    private B newest() throws TopicUnavailableException {
        Known<B> known = reading.known();
        long deadline = System.nanoTime() + timeout.toNanos();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = List.of(partition);
            consumer.assign(partitions);
            long end = consumer.endOffsets(partitions).getOrDefault(partition, 0L);
            if (known.next() > end) {
                known = new Known<>(reading.nothing(), 0); // of a topic that is not this one
            }
            consumer.seek(partition, known.next());
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (consumer.position(partition) < end) {
                if (System.nanoTime() > deadline) {
                    throw new TopicUnavailableException(partition.topic() + " could not be read in time");
                }
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return reading.after(known.book(), records);
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        int millis = (int) timeout.toMillis();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        int millis = (int) timeout.toMillis();
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What a compaction took away before the place where this instance is, is no loss.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
