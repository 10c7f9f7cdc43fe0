package dev.traza.notification.feed;

import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.notification.dispatch.Dispatcher;
import dev.traza.notification.ledger.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Has one batch after another put on record. While MongoDB does not answer, it waits and tries the same batch again; a
 * record that cannot be understood stops the feed, since to skip it would be to forget somebody.
 */
@ApplicationScoped
public class FeedRunner {

    private static final Logger LOG = Logger.getLogger(FeedRunner.class);

    private final FeedConfig config;
    private final FeedPositions positions;
    private final Dispatcher dispatcher;
    private final DeliveryLog log;
    private final Shutdown shutdown;

    @Inject
    FeedRunner(FeedConfig config, FeedPositions positions, Dispatcher dispatcher, DeliveryLog log, Shutdown shutdown) {
        this.config = config;
        this.positions = positions;
        this.dispatcher = dispatcher;
        this.log = log;
        this.shutdown = shutdown;
    }

    /** Understands one record. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ConsumerRecord<String, byte[]> record, boolean beforeRebuild) throws UnreadableRecordException;
    }

    /** Puts a batch on record and answers what is new. */
    @FunctionalInterface
    interface Writer<T> {
        List<Delivery> write(List<T> batch);
    }

    /** Returns once everything that the batch calls for is on record, and so is how far it reached. */
    <T> void run(Stand stand, ConsumerRecords<String, byte[]> records, Reader<T> reader, Writer<T> writer) {
        stand.begins();
        List<T> batch = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            try {
                batch.add(reader.read(record, stand.isQuiet(partition, record.offset())));
            } catch (UnreadableRecordException e) {
                String where = "record %s-%d@%d: %s"
                        .formatted(record.topic(), record.partition(), record.offset(), e.getMessage());
                stand.failed(where);
                throw new IllegalStateException("Stopped at the unreadable " + where, e);
            }
        }
        List<Delivery> fresh;
        try {
            fresh = untilStored(stand, () -> writer.write(batch));
            untilStored(stand, () -> {
                for (TopicPartition partition : records.partitions()) {
                    List<ConsumerRecord<String, byte[]>> read = records.records(partition);
                    long next = read.getLast().offset() + 1;
                    positions.save(partition.topic(), partition.partition(), stand.advance(partition, next));
                }
                return true;
            });
        } catch (RuntimeException e) {
            if (!shutdown.hasBegun()) {
                stand.failed(String.valueOf(e.getMessage()));
            }
            throw e;
        }
        stand.goesOn();
        fresh.forEach(log::recorded);
        if (!fresh.isEmpty()) {
            dispatcher.call();
        }
    }

    private <T> T untilStored(Stand stand, Supplier<T> work) {
        return StorePatience.untilItAnswers(
                work, config.firstStorePause(), config.longestStorePause(), shutdown, trouble -> {
                    stand.waits("MongoDB does not answer");
                    LOG.warnf("The feed %s waits for MongoDB: %s", stand.topic(), trouble.getMessage());
                });
    }
}
