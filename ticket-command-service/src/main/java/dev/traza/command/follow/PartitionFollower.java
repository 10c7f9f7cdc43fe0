package dev.traza.command.follow;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows one partition on a thread of its own, committed records only. When Kafka fails it begins anew, with a pause,
 * until it is closed.
 */
public final class PartitionFollower implements AutoCloseable {

    /** Where to begin. */
    public enum From {
        BEGINNING,
        END
    }

    /** What to do with what is read; called on the follower's thread only. */
    public interface Reader {

        /** Kafka said where the log ends: all that is written from now on will be read. */
        void positioned();

        /** One record, in order. */
        void read(ConsumerRecord<String, byte[]> record);

        /** The end that the log had when following began has been reached. */
        void caughtUp();

        /** Kafka failed; following begins anew, so records may come a second time or, from the end, be missed. */
        void interrupted(KafkaException cause);
    }

    private static final Logger LOG = Logger.getLogger(PartitionFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final TopicPartition partition;
    private final From from;
    private final Map<String, Object> settings;
    private final Reader reader;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    private PartitionFollower(TopicPartition partition, From from, Map<String, Object> settings, Reader reader) {
        this.partition = partition;
        this.from = from;
        this.settings = settings;
        this.reader = reader;
        this.thread = Thread.ofPlatform().name("follow-" + partition).daemon().unstarted(this::follow);
    }

    /**
     * Begins to follow.
     *
     * @param kafka how to reach Kafka
     */
    public static PartitionFollower start(
            TopicPartition partition, From from, Map<String, Object> kafka, Reader reader) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, from == From.END ? "latest" : "earliest");
        // Somebody waits for each single record: take it as soon as it is there, and never hold an empty fetch long.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        PartitionFollower follower = new PartitionFollower(partition, from, settings, reader);
        follower.thread.start();
        return follower;
    }

    @Override
    public void close() {
        stopped.countDown();
        KafkaConsumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            if (!thread.join(CLOSE_WITHIN)) {
                LOG.warnf("Following %s did not end within %s", partition, CLOSE_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        while (stopped.getCount() > 0) {
            try (KafkaConsumer<String, byte[]> current =
                    new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = current;
                follow(current);
            } catch (WakeupException closing) {
                LOG.debugf("Following %s ends", partition);
            } catch (KafkaException e) {
                LOG.warnf(e, "Following %s was interrupted", partition);
                reader.interrupted(e);
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> current) {
        current.assign(List.of(partition));
        long end = current.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (from == From.END) {
            current.seek(partition, end);
        } else {
            current.seekToBeginning(List.of(partition));
        }
        reader.positioned();
        boolean caughtUp = false;
        while (stopped.getCount() > 0) {
            if (!caughtUp && current.position(partition) >= end) {
                caughtUp = true;
                reader.caughtUp();
            }
            current.poll(POLL).forEach(reader::read);
        }
    }

    private void pause() {
        try {
            if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debugf("Following %s ends", partition);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
