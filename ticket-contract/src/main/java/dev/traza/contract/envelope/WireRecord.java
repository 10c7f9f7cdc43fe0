package dev.traza.contract.envelope;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** The key, headers and value of a Kafka record, wherever it comes from or goes to. */
public record WireRecord(String key, Headers headers, byte[] value) {

    /** What a consumer read. */
    public static WireRecord of(ConsumerRecord<String, byte[]> read) {
        return new WireRecord(read.key(), read.headers(), read.value());
    }

    /** For a producer, in the partition that the key decides. */
    public ProducerRecord<String, byte[]> to(String topic) {
        return new ProducerRecord<>(topic, null, key, value, headers);
    }

    /** For a producer, in a partition of the caller's choice. */
    public ProducerRecord<String, byte[]> to(String topic, int partition) {
        return new ProducerRecord<>(topic, partition, key, value, headers);
    }
}
