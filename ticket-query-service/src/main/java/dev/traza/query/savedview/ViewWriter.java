package dev.traza.query.savedview;

import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
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
 * Writes saved views, one change at a time among all nodes. All writers share one transactional id, so whoever begins
 * fences whoever began before; then what this node has not read yet is read, the change is decided on exactly that state,
 * and its commit fails if another writer began meanwhile. So two people never change the same version, no limit is passed
 * by being quick, and no lock service is needed.
 */
@Singleton
public class ViewWriter {

    private static final Logger LOG = Logger.getLogger(ViewWriter.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.SAVED_VIEWS.name(), 0);
    private static final String TRANSACTIONAL_ID = "ticket-query-service-saved-views";
    private static final int ATTEMPTS = 5;

    /** Of views that are remembered no longer: a change of one view has not to wait for more. */
    private static final int MOST_FORGOTTEN = 100;

    private final Map<String, Object> kafka;
    private final SavedViews views;
    private final ViewConfig config;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    @Inject
    ViewWriter(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SavedViews views,
            ViewConfig config,
            Clock clock) {
        this.kafka = kafka;
        this.views = views;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Decides a change on the newest book and writes it.
     *
     * @param decide gives the view as it is to be, or nothing when nothing has to change; may be called again when another
     *     node was quicker; what it throws is passed on and nothing is written
     * @throws ViewsUnavailableException if Kafka does not take the change in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void write(Function<ViewBook, Optional<SavedView>> decide)
            throws ViewsUnavailableException, InterruptedException {
        if (!oneAtATime.tryLock(config.writeTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new ViewsUnavailableException("Another change is still being written");
        }
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                if (tryToWrite(decide)) {
                    return;
                }
                LOG.debugf("Another node changes saved views at the same time (attempt %d)", attempt);
            }
            throw new ViewsUnavailableException("Other nodes are changing saved views");
        } catch (KafkaException e) {
            throw new ViewsUnavailableException("Kafka did not take the change", e);
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean tryToWrite(Function<ViewBook, Optional<SavedView>> decide) throws ViewsUnavailableException {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.initTransactions();
            ViewBook book = newest();
            Optional<SavedView> change = decide.apply(book);
            if (change.isEmpty()) {
                return true;
            }
            producer.beginTransaction();
            Stream.concat(change.map(view -> new ViewChange(view.viewId(), view)).stream(), forgotten(book))
                    .forEach(written -> producer.send(new ProducerRecord<>(
                            PARTITION.topic(), PARTITION.partition(), written.key(), written.value())));
            producer.commitTransaction();
            return true;
        } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
            return false;
        }
    }

    private Stream<ViewChange> forgotten(ViewBook book) {
        Instant before = clock.instant().minus(config.rememberedFor());
        return book.views().values().stream()
                .filter(view -> view.deletedAt() != null && view.deletedAt().isBefore(before))
                .limit(MOST_FORGOTTEN)
                .map(view -> new ViewChange(view.viewId(), null));
    }

    /** What this node knows, and what it has not heard of yet. */
    private ViewBook newest() throws ViewsUnavailableException {
        ViewBook known = views.book();
        long deadline = System.nanoTime() + config.writeTimeout().toNanos();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = List.of(PARTITION);
            consumer.assign(partitions);
            long end = consumer.endOffsets(partitions).getOrDefault(PARTITION, 0L);
            if (known.next() > end) {
                known = ViewBook.EMPTY; // of a topic that is not this one
            }
            consumer.seek(PARTITION, known.next());
            List<ViewChange> changes = new ArrayList<>();
            while (consumer.position(PARTITION) < end) {
                if (System.nanoTime() > deadline) {
                    throw new ViewsUnavailableException("The saved views could not be read in time");
                }
                for (ConsumerRecord<String, byte[]> read : consumer.poll(Duration.ofMillis(200))) {
                    read(read).ifPresent(changes::add);
                }
            }
            return known.after(changes, end);
        }
    }

    private static Optional<ViewChange> read(ConsumerRecord<String, byte[]> read) {
        try {
            return Optional.of(ViewChange.read(read.key(), read.value()));
        } catch (UnreadableRecordException e) {
            LOG.warnf("The saved view at offset %d is left out: %s", read.offset(), e.getMessage());
            return Optional.empty();
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
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What a compaction took away before the place where this node is, is no loss.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                config.writeTimeout().toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                config.writeTimeout().toMillis());
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
