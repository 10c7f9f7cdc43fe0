package dev.traza.notification.feed;

import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.reader.KeyCache;
import dev.traza.contract.reader.KeysAwayException;
import dev.traza.contract.sealing.TextKeys;
import dev.traza.notification.dispatch.Dispatcher;
import dev.traza.notification.ledger.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Has one batch after another put on record. While MongoDB does not answer, or the keys of texts cannot be had, it waits
 * and tries the same batch again; a
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
    private final KeyCache keys;

    @Inject
    FeedRunner(
            FeedConfig config,
            FeedPositions positions,
            Dispatcher dispatcher,
            DeliveryLog log,
            Shutdown shutdown,
            KeyCache keys) {
        this.config = config;
        this.positions = positions;
        this.dispatcher = dispatcher;
        this.log = log;
        this.shutdown = shutdown;
        this.keys = keys;
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

    /**
     * The keys of all texts in these records, asked for at once; returns when they can be had.
     *
     * @throws KeysAwayException when the service stops meanwhile
     */
    TextKeys keysOf(Stand stand, ConsumerRecords<String, byte[]> records) {
        stand.begins(); // or it would seem to have caught up while it waits
        Set<UUID> keyIds = new HashSet<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                keyIds.addAll(EventRecords.keysOf(WireRecord.of(record)));
            } catch (UnreadableRecordException e) {
                LOG.debugf("Offset %d will not be readable", record.offset()); // and who reads it says why
            }
        }
        return StorePatience.untilItAnswers(
                () -> keys.of(keyIds), config.firstStorePause(), config.longestStorePause(), shutdown, trouble -> {
                    stand.waits("The keys of texts cannot be had: " + trouble.getMessage());
                    LOG.warnf("The feed %s waits for keys: %s", stand.topic(), trouble.getMessage());
                });
    }

    private <T> T untilStored(Stand stand, Supplier<T> work) {
        return StorePatience.untilItAnswers(
                work, config.firstStorePause(), config.longestStorePause(), shutdown, trouble -> {
                    stand.waits("MongoDB does not answer");
                    LOG.warnf("The feed %s waits for MongoDB: %s", stand.topic(), trouble.getMessage());
                });
    }
}
