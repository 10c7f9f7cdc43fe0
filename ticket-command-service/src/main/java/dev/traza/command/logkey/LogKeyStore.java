package dev.traza.command.logkey;

import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.sealing.TextKeys;
import dev.traza.contract.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The keys of commands, of all instances, in a store of each. There are few of them. */
public final class LogKeyStore implements TextKeys {

    /** Of the store. */
    public static final String NAME = "command-keys";

    /** A key that was destroyed. */
    static final byte[] GONE = {};

    /** A key is on record before it is used; it only has to arrive here. */
    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

    private final ReadOnlyKeyValueStore<String, byte[]> store;

    public LogKeyStore(ReadOnlyKeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /**
     * A key; waits for one that has not arrived yet.
     *
     * @throws StreamsException if it does not arrive, so that what needs it is tried again
     */
    @Override
    public Optional<TextKey> find(UUID keyId) {
        long deadline = System.nanoTime() + ARRIVES_WITHIN.toNanos();
        byte[] value = store.get(keyId.toString());
        while (value == null) {
            if (System.nanoTime() - deadline > 0) {
                throw new StreamsException("The key of a command has not arrived");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            value = store.get(keyId.toString());
        }
        return value.length == GONE.length ? Optional.empty() : Optional.of(key(keyId, value));
    }

    /** Since when there are the keys that were not destroyed. */
    Map<UUID, Instant> made() {
        Map<UUID, Instant> made = new HashMap<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                if (entry.value.length != GONE.length) {
                    made.put(
                            UUID.fromString(entry.key),
                            Instant.ofEpochMilli(ByteBuffer.wrap(entry.value).getLong()));
                }
            }
        }
        return made;
    }

    static byte[] value(TextKey key, Instant madeAt) {
        return ByteBuffer.allocate(Long.BYTES + TextKey.BYTES)
                .putLong(madeAt.toEpochMilli())
                .put(key.secret())
                .array();
    }

    private static TextKey key(UUID keyId, byte[] value) {
        byte[] secret = new byte[TextKey.BYTES];
        ByteBuffer.wrap(value).position(Long.BYTES).get(secret);
        return TextKey.of(keyId, secret);
    }

    /** Adds the store, which follows its topic. */
    public static Topology in(Topology topology) {
        return topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(NAME), Serdes.String(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingDisabled(), // the topic is its log
                "all-command-keys",
                new WallclockTimestampExtractor(),
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                Topics.COMMAND_KEYS.name(),
                "command-key-keeper",
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
