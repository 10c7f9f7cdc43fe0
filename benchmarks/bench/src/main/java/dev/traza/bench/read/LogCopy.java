package dev.traza.bench.read;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import dev.traza.contract.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.bson.Document;
import org.bson.types.Binary;

/** The yardstick of a rebuild: reads the same topics from the beginning and puts each record's bytes into the database. */
final class LogCopy {

    private static final String DATABASE = "traza_bench";
    private static final int BATCH = 500;
    private static final int FETCH_BYTES = 8 * 1024 * 1024;
    private static final Duration POLL = Duration.ofMillis(500);

    private final String bootstrapServers;
    private final String mongo;
    private long records;
    private double seconds;

    LogCopy(String bootstrapServers, String mongo) {
        this.bootstrapServers = bootstrapServers;
        this.mongo = mongo;
    }

    /** @return how many records were copied */
    long copy() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                BATCH,
                                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                                FETCH_BYTES),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                MongoClient client = MongoClients.create(mongo)) {
            MongoCollection<Document> copies = client.getDatabase(DATABASE).getCollection("copies");
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic :
                    List.of(Topics.TICKET_EVENTS.name(), Topics.SLA_EVENTS.name(), Topics.ROUTING_EVENTS.name())) {
                consumer.partitionsFor(topic)
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            long begun = System.nanoTime();
            while (!ends.isEmpty()) {
                List<Document> batch = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    batch.add(new Document("_id", record.topic() + "-" + record.partition() + "-" + record.offset())
                            .append("value", new Binary(record.value())));
                }
                if (!batch.isEmpty()) {
                    copies.insertMany(batch, new InsertManyOptions().ordered(false));
                    records += batch.size();
                }
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
            seconds = (System.nanoTime() - begun) / 1e9;
            client.getDatabase(DATABASE).drop();
            return records;
        }
    }

    long records() {
        return records;
    }

    double seconds() {
        return seconds;
    }
}
