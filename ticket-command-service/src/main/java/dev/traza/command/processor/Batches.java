package dev.traza.command.processor;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows, for each stream thread, what it fetched and has not processed yet, and from that when a transaction should end:
 * as soon as nothing is left to do, unless the one before ended just now. So a single command waits for nothing, while
 * those of a busy moment share a transaction, which costs about the same whatever is in it. Beyond that Streams ends a
 * transaction after its commit interval.
 *
 * <p>Thread-safe; each thread sees only what it fetched itself.
 */
final class Batches {

    /** The setting under which the consumer's {@link Listener} is handed this. */
    static final String SETTING = "traza.batches";

    private final long gatherNanos;
    private final ThreadLocal<Batch> batch;

    /** @param gather how long after the end of a transaction commands are gathered for the next */
    Batches(Duration gather) {
        this.gatherNanos = gather.toNanos();
        this.batch = ThreadLocal.withInitial(Batch::new);
    }

    /** These records will be processed by this thread, the last of them being at this offset. */
    void fetched(int partition, long lastOffset) {
        batch.get().lastOffsets.put(partition, lastOffset);
    }

    /**
     * The record at this offset was processed.
     *
     * @return whether the transaction should end now
     */
    boolean processed(int partition, long offset) {
        Batch now = batch.get();
        Long last = now.lastOffsets.get(partition);
        if (last != null && offset >= last) {
            now.lastOffsets.remove(partition);
        }
        long nanos = System.nanoTime();
        if (!now.lastOffsets.isEmpty() || nanos - now.endedAt < gatherNanos) {
            return false;
        }
        now.endedAt = nanos;
        return true;
    }

    /** What was fetched of this partition is processed elsewhere. */
    void forget(int partition) {
        batch.get().lastOffsets.remove(partition);
    }

    /** What one thread has in hand: the last offset fetched of each partition of which something is left. */
    private static final class Batch {

        private final Map<Integer, Long> lastOffsets = new HashMap<>();
        private long endedAt = System.nanoTime();
    }

    /** Made by the consumer, on the thread that processes what it fetched. */
    public static final class Listener implements ConsumerInterceptor<byte[], byte[]> {

        // The consumer constructs first and configures then.
        private Batches batches = new Batches(Duration.ZERO);

        @Override
        public void configure(Map<String, ?> settings) {
            batches = (Batches) Objects.requireNonNull(settings.get(SETTING), SETTING);
        }

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            for (TopicPartition partition : records.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> fetched = records.records(partition);
                batches.fetched(partition.partition(), fetched.getLast().offset());
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            // Places are committed with the transaction.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
