package dev.traza.command.follow;

import dev.traza.contract.topic.TopicSpec;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A compacted topic, of all partitions, in a store of every instance; the last value of each key. */
public final class KeptTopic {

    private KeptTopic() {}

    /** Adds the store, which has the supplier's name and follows the topic. */
    public static Topology in(Topology topology, TopicSpec topic, KeyValueBytesStoreSupplier store) {
        return topology.addGlobalStore(
                Stores.keyValueStoreBuilder(store, Serdes.String(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingDisabled(), // the topic is its log
                store.name() + "-source",
                new WallclockTimestampExtractor(),
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topic.name(),
                store.name() + "-keeper",
                () -> new Keeper(store.name()));
    }

    private static final class Keeper extends ContextualProcessor<String, byte[], Void, Void> {

        private final String name;

        Keeper(String name) {
            this.name = name;
        }

        @Override
        public void process(Record<String, byte[]> record) {
            KeyValueStore<String, byte[]> store = context().getStateStore(name);
            store.put(record.key(), record.value());
        }
    }
}
