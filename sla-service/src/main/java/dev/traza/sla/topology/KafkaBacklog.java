package dev.traza.sla.topology;

import dev.traza.contract.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Asks Kafka. The end of a partition is usually the marker of a transaction, which no reader ever sees, so the last real
 * record is looked for from the end backwards.
 */
final class KafkaBacklog implements Backlog {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int FIRST_LOOK_BACK = 200;

    private final Map<String, Object> kafka;
    private final String group;

    KafkaBacklog(Map<String, Object> kafka, String group) {
        this.kafka = Map.copyOf(kafka);
        this.group = group;
    }

    @Override
    public OptionalLong lastUnread(int partition) {
        TopicPartition events = new TopicPartition(Topics.TICKET_EVENTS.name(), partition);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(events));
            long end = consumer.endOffsets(List.of(events)).getOrDefault(events, 0L);
            OffsetAndMetadata committed = consumer.committed(Set.of(events)).get(events);
            long read = committed == null
                    ? consumer.beginningOffsets(List.of(events)).getOrDefault(events, 0L)
                    : committed.offset();
            long to = end;
            for (long lookBack = FIRST_LOOK_BACK; read < to; lookBack *= 4) {
                long from = Math.max(read, end - lookBack);
                OptionalLong last = lastRecord(consumer, events, from, to, deadline);
                if (last.isPresent()) {
                    return last;
                }
                to = from;
            }
            return OptionalLong.empty();
        }
    }

    private static OptionalLong lastRecord(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long to, long deadline) {
        OptionalLong last = OptionalLong.empty();
        consumer.seek(partition, from);
        while (consumer.position(partition) < to) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("The backlog of " + partition + " could not be read in time");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                last = record.offset() < to ? OptionalLong.of(record.offset()) : last;
            }
        }
        return last;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group); // for what it has committed; it is never joined
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
