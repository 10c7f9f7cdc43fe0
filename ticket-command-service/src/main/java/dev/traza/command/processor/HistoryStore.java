package dev.traza.command.processor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** What happened to the tickets of one partition: event after event under ticket id and version. */
final class HistoryStore {

    static final String NAME = "ticket-history";

    private final KeyValueStore<Bytes, byte[]> store;

    HistoryStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    /** A ticket's events in the order of their versions, as they are stored; empty when there is no such ticket. */
    List<byte[]> of(UUID ticketId) {
        List<byte[]> events = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range = store.range(key(ticketId, 0), key(ticketId, Long.MAX_VALUE))) {
            range.forEachRemaining(entry -> events.add(entry.value));
        }
        return events;
    }

    /** Adds the event that brings the ticket to this version. */
    void add(UUID ticketId, long version, byte[] event) {
        store.put(key(ticketId, version), event);
    }

    /** Big-endian, so that the order of bytes is the order of versions. */
    private static Bytes key(UUID ticketId, long version) {
        return Bytes.wrap(ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(ticketId.getMostSignificantBits())
                .putLong(ticketId.getLeastSignificantBits())
                .putLong(version)
                .array());
    }
}
