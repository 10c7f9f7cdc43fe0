package dev.traza.command.processor;

import dev.traza.contract.topic.Topics;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The keys of all partitions, in a store of each instance, so that each can give them to those who may read texts. */
public final class PublishedKeys {

    static final String NAME = "published-keys";

    private final ReadOnlyKeyValueStore<String, byte[]> store;

    PublishedKeys(ReadOnlyKeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** A key, as far as this instance has heard. */
    public sealed interface Known {

        /** It is there. */
        record Present(byte[] secret) implements Known {}

        /** It was, and the texts with it. */
        record Destroyed() implements Known {}

        /** It was never heard of; it may have been made a moment ago. */
        record Unknown() implements Known {}
    }

    /**
     * A key.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the store cannot be read at the moment
     */
    public Known find(UUID keyId) {
        byte[] secret = store.get(keyId.toString());
        if (secret == null) {
            return new Known.Unknown();
        }
        return secret.length == 0 ? new Known.Destroyed() : new Known.Present(secret);
    }

    static Topology in(Topology topology) {
        return topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.String(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingDisabled(), // the topic is its log
                "all-keys",
                new WallclockTimestampExtractor(),
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                Topics.TICKET_KEYS.name(),
                "key-keeper",
                Keeper::new);
    }

    private static final class Keeper extends ContextualProcessor<String, byte[], Void, Void> {

        @Override
        public void process(Record<String, byte[]> record) {
            KeyValueStore<String, byte[]> store = context().getStateStore(NAME);
            store.put(record.key(), record.value());
        }
    }
}
