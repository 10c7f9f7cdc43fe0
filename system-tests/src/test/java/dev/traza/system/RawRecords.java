package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All bytes that a broker has, the stores' changelogs included, also of transactions that were rolled back.
 *
 * @param bootstrapServers of Kafka
 */
record RawRecords(String bootstrapServers) {

    static RawRecords of(Traza traza) {
        return new RawRecords(traza.stack().kafka().bootstrapServers());
    }

    /** Reads topics to their present end; partition by partition in their order. */
    void forEach(Predicate<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            assertThat(all).anyMatch(partition -> partition.topic().endsWith("-changelog"));
            List<TopicPartition> wanted =
                    all.stream().filter(one -> topics.test(one.topic())).toList();
            assertThat(wanted).isNotEmpty();
            consumer.assign(wanted);
            consumer.seekToBeginning(wanted);
            Map<TopicPartition, Long> ends = consumer.endOffsets(wanted);
            Instant deadline = Instant.now().plus(Patience.REST);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                assertThat(Instant.now()).as("all topics are read in time").isBefore(deadline);
                consumer.poll(Duration.ofMillis(500)).forEach(reader);
            }
        }
    }
}
