package dev.traza.command.processor;

import dev.traza.kit.topic.TopicsConfig;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How Kafka Streams is set, with the reason beside each value. Most were found by measuring on two cores with broker,
 * engine and load together; there a transaction took about 5 ms, whatever was in it.
 */
final class StreamsSettings {

    private StreamsSettings() {}

    /**
     * The settings.
     *
     * @param kafka how to reach Kafka
     */
    static Properties of(
            ProcessorConfig config,
            TopicsConfig topics,
            Map<String, Object> kafka,
            StoreMemory storeMemory,
            Batches batches) {
        Properties settings = new Properties();
        settings.putAll(kafka);

        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        // Changelogs are as precious as the topics they belong to.
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) topics.replicationFactor());

        // Events, stores, answer and input offset in one transaction: the heart of "no lost update, nothing twice".
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // The broker assigns partitions; after a kill they move within the session time-out, without a stop of the
        // rest.
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams");

        // Transactions end when nothing is left to do; while there always is, after this time. A transaction costs the
        // same whatever is in it, so that short ones cut throughput several times.
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                Batches.Listener.class.getName());
        settings.put(StreamsConfig.mainConsumerPrefix(Batches.SETTING), batches);
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        // How long the loop sits in poll when nothing comes, and so how late it notices that a commit is due.
        settings.put(StreamsConfig.POLL_MS_CONFIG, 2);
        // A task has one input, so there is nothing to wait for. Unless this is off, every round asks the consumer for
        // the lag of every partition, each time across threads: most of a command's latency.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        // A cache in front of the stores would write their changelogs in bursts at commit time.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        settings.put(BoundedRocksDb.MEMORY, storeMemory);

        // The commit waits for everything sent, so lingering would be pure delay: with 100 ms, a command at light load
        // takes 26 ms instead of 16.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        // Until this long after a kill -9, readers of committed records stand before the open transaction; shorter than
        // the pauses of a busy machine, and healthy transactions are given up and their stores restored.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                config.transactionTimeout().toMillis());
        // The next transaction asks again until the last one has ended; with the default of 100 ms that is most of the
        // latency.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 2);
        // The broker answers a fetch as soon as something is there; this only bounds how long it holds an empty one.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 100);
        return settings;
    }
}
