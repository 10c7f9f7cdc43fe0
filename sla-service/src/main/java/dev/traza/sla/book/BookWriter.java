package dev.traza.sla.book;

import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.topic.Topics;
import dev.traza.sla.SlaConfig;
import dev.traza.sla.policy.PolicyBook;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Writes policies and calendars, one change at a time among all instances. All writers share one transactional id, so
 * whoever begins fences whoever began before; then the whole (small) topic is read, the change is decided on exactly that
 * state, and its commit fails if another writer began meanwhile. So no check is made against a stale book, no version
 * number is given twice, and no lock service is needed.
 */
@Singleton
public class BookWriter {

    private static final Logger LOG = Logger.getLogger(BookWriter.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.SLA_POLICIES.name(), 0);
    private static final String TRANSACTIONAL_ID = "sla-service-policies";
    private static final int ATTEMPTS = 5;

    private final Map<String, Object> kafka;
    private final SlaConfig.Policies config;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    @Inject
    BookWriter(@Identifier("default-kafka-broker") Map<String, Object> kafka, SlaConfig config) {
        this.kafka = kafka;
        this.config = config.policies();
    }

    /**
     * Decides a change on the newest book and writes it.
     *
     * @param decide gives the record to write, or nothing when nothing has to change; may be called again when another
     *     instance was quicker; what it throws is passed on and nothing is written
     * @throws BookUnavailableException if Kafka does not take the change in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void write(Function<PolicyBook, Optional<BookRecord>> decide)
            throws BookUnavailableException, InterruptedException {
        if (!oneAtATime.tryLock(config.writeTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new BookUnavailableException("Another change is still being written");
        }
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                if (tryToWrite(decide)) {
                    return;
                }
                LOG.debugf("Another instance changes policies at the same time (attempt %d)", attempt);
            }
            throw new BookUnavailableException("Other instances are changing policies");
        } catch (KafkaException e) {
            throw new BookUnavailableException("Kafka did not take the change", e);
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean tryToWrite(Function<PolicyBook, Optional<BookRecord>> decide) throws BookUnavailableException {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.initTransactions();
            Optional<BookRecord> change = decide.apply(read());
            if (change.isEmpty()) {
                return true;
            }
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(
                    PARTITION.topic(),
                    PARTITION.partition(),
                    change.get().key(),
                    change.get().value()));
            producer.commitTransaction();
            return true;
        } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
            return false;
        }
    }

    private PolicyBook read() throws BookUnavailableException {
        long deadline = System.nanoTime() + config.writeTimeout().toNanos();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = List.of(PARTITION);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).getOrDefault(PARTITION, 0L);
            PolicyBook book = PolicyBook.EMPTY;
            while (consumer.position(PARTITION) < end) {
                if (System.nanoTime() > deadline) {
                    throw new BookUnavailableException("The policies could not be read in time");
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    book = after(book, record);
                }
            }
            return book;
        }
    }

    private static PolicyBook after(PolicyBook book, ConsumerRecord<String, byte[]> record) {
        try {
            return new BookRecord(record.key(), record.value()).applyTo(book);
        } catch (UnreadableRecordException e) {
            LOG.warnf("A policy record is left out: %s", e.getMessage());
            return book;
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        int timeout = (int) config.writeTimeout().toMillis();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                config.writeTimeout().toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                config.writeTimeout().toMillis());
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
