package dev.traza.command.processor;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** When tickets of one partition were closed, the earliest first: what the {@link Archivist} works through. */
final class ClosedStore {

    static final String NAME = "ticket-closings";

    private static final byte[] NOTHING = {};
    private static final Bytes FIRST = Bytes.wrap(NOTHING);

    private final KeyValueStore<Bytes, byte[]> store;

    ClosedStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    void add(Closing closing) {
        store.put(closing.key(), NOTHING);
    }

    void remove(Closing closing) {
        store.delete(closing.key());
    }

    /** The earliest closings before a moment, at most so many. */
    List<Closing> before(Instant end, int most) {
        List<Closing> earliest = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range = store.range(FIRST, new Closing(end, new UUID(0, 0)).key())) {
            while (earliest.size() < most && range.hasNext()) {
                earliest.add(Closing.of(range.next().key));
            }
        }
        return earliest;
    }

    /**
     * A ticket was closed.
     *
     * @param at in milliseconds; what is finer is lost
     */
    record Closing(Instant at, UUID ticketId) {

        /** Big-endian, so that the order of bytes is the order of time. */
        private Bytes key() {
            return Bytes.wrap(ByteBuffer.allocate(3 * Long.BYTES)
                    .putLong(at.toEpochMilli())
                    .putLong(ticketId.getMostSignificantBits())
                    .putLong(ticketId.getLeastSignificantBits())
                    .array());
        }

        private static Closing of(Bytes key) {
            ByteBuffer buffer = ByteBuffer.wrap(key.get());
            return new Closing(Instant.ofEpochMilli(buffer.getLong()), new UUID(buffer.getLong(), buffer.getLong()));
        }
    }
}
