package dev.traza.bench.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What was put on all topics since a moment: what a yardstick has to write to be of the same size. */
public final class Written {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private final String bootstrapServers;
    private final Map<TopicPartition, Long> since;

    private Written(String bootstrapServers, Map<TopicPartition, Long> since) {
        this.bootstrapServers = bootstrapServers;
        this.since = since;
    }

    /**
     * What was written to one topic.
     *
     * @param bytes of keys, values and headers together
     * @param marks offsets that are no records: the ends of transactions, one in each partition that a transaction wrote to
     */
    public record OnTopic(long records, long bytes, long marks) {

        OnTopic and(OnTopic more) {
            return new OnTopic(records + more.records, bytes + more.bytes, marks + more.marks);
        }

        /** The mean size of a record, rounded. */
        public int bytesEach() {
            return records == 0 ? 0 : (int) Math.round((double) bytes / records);
        }
    }

    /** Takes note of where all topics end now. */
    public static Written since(String bootstrapServers) throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            return new Written(bootstrapServers, consumer.endOffsets(partitions(bootstrapServers)));
        }
    }

    /** What was written until now, by topic; those that got nothing are left out. */
    public Map<String, OnTopic> untilNow() throws InterruptedException {
        return untilNow(_ -> true);
    }

    /** The same of some topics only. */
    public Map<String, OnTopic> untilNow(Predicate<String> topics) throws InterruptedException {
        Map<String, OnTopic> written = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions(bootstrapServers)));
            ends.entrySet()
                    .removeIf(end -> end.getValue() <= since.getOrDefault(end.getKey(), 0L)
                            || !topics.test(end.getKey().topic()));
            // Until a record is seen at an offset, it is a mark.
            ends.forEach((partition, end) -> written.merge(
                    partition.topic(), new OnTopic(0, 0, end - since.getOrDefault(partition, 0L)), OnTopic::and));
            Map<TopicPartition, Long> upTo = Map.copyOf(ends);
            consumer.assign(ends.keySet());
            ends.keySet().forEach(partition -> consumer.seek(partition, since.getOrDefault(partition, 0L)));
            while (!ends.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < upTo.getOrDefault(partition(record), 0L)) {
                        written.merge(record.topic(), new OnTopic(1, size(record), -1), OnTopic::and);
                    }
                }
                // The position also passes what is no record: the marks of transactions.
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
        }
        return written;
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        long bytes = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    private static List<TopicPartition> partitions(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Map<String, TopicDescription> topics = admin.describeTopics(
                            admin.listTopics().names().get())
                    .allTopicNames()
                    .get();
            List<TopicPartition> all = new ArrayList<>();
            topics.forEach((name, topic) -> all.addAll(topic.partitions().stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList()));
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics cannot be described", e.getCause());
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        FETCH_BYTES),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
