package dev.traza.command.logkey;

import dev.traza.command.follow.KeptTopic;
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
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The keys of commands, of all instances, in a store of each. There are few of them. For one thread. */
public final class LogKeyStore implements TextKeys {

    /** Of the store. */
    public static final String NAME = "command-keys";

    /** A key that was destroyed. */
    static final byte[] GONE = {};

    /** A key is on record before it is used; it only has to arrive here. */
    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

    private final ReadOnlyKeyValueStore<String, byte[]> store;

    /** Commands that follow each other were mostly sealed with the same key. */
    private @Nullable TextKey last;

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
        return value.length == GONE.length ? Optional.empty() : Optional.of(opened(keyId, value));
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

    private TextKey opened(UUID keyId, byte[] value) {
        TextKey key = last;
        if (key == null || !key.id().equals(keyId)) {
            key = key(keyId, value);
            last = key;
        }
        return key;
    }

    private static TextKey key(UUID keyId, byte[] value) {
        byte[] secret = new byte[TextKey.BYTES];
        ByteBuffer.wrap(value).position(Long.BYTES).get(secret);
        return TextKey.of(keyId, secret);
    }

    /** Adds the store, which follows its topic. */
    public static Topology in(Topology topology) {
        return KeptTopic.in(topology, Topics.COMMAND_KEYS, Stores.inMemoryKeyValueStore(NAME));
    }
}
