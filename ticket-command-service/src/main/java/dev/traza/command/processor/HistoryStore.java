package dev.traza.command.processor;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.command.ticket.ArchivedTicket;
import dev.traza.contract.ContractJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What happened to the entities of one partition: event after event under the entity's id and version. Of an archived ticket
 * there is a single entry, under version 0.
 */
final class HistoryStore {

    static final String NAME = "ticket-history";

    /** No event's version; it stands before them all. */
    private static final long ARCHIVED = 0;

    /** The first bit of the version, which no ticket's version has. */
    private static final long ITEMS = Long.MIN_VALUE;

    private final KeyValueStore<Bytes, byte[]> store;
    private final long space;

    private HistoryStore(KeyValueStore<Bytes, byte[]> store, long space) {
        this.store = store;
        this.space = space;
    }

    static HistoryStore ofTickets(KeyValueStore<Bytes, byte[]> store) {
        return new HistoryStore(store, 0);
    }

    /** In the same store. Whoever asks for a ticket by the id of an item finds nothing, and the other way round. */
    static HistoryStore ofItems(KeyValueStore<Bytes, byte[]> store) {
        return new HistoryStore(store, ITEMS);
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    /** All that is kept of a ticket. */
    Past of(UUID ticketId) {
        List<byte[]> events = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range =
                store.range(key(ticketId, ARCHIVED), key(ticketId, Long.MAX_VALUE))) {
            while (range.hasNext()) {
                KeyValue<Bytes, byte[]> entry = range.next();
                if (entry.key.equals(key(ticketId, ARCHIVED))) {
                    return new Past(List.of(), Optional.of(read(entry.value)));
                }
                events.add(entry.value);
            }
        }
        return new Past(events, Optional.empty());
    }

    /** Puts a few words in the place of a ticket's events. */
    void archive(UUID ticketId, ArchivedTicket archived) {
        for (long version = 1; version <= archived.version(); version++) {
            store.delete(key(ticketId, version));
        }
        store.put(key(ticketId, ARCHIVED), written(archived));
    }

    private static byte[] written(ArchivedTicket archived) {
        try {
            return ContractJson.mapper().writeValueAsBytes(archived);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every archived ticket can be written as JSON", e);
        }
    }

    private static ArchivedTicket read(byte[] written) {
        try {
            return ContractJson.mapper().readValue(written, ArchivedTicket.class);
        } catch (IOException e) {
            throw new IllegalStateException("An archived ticket cannot be read", e);
        }
    }

    /**
     * What is kept of a ticket.
     *
     * @param events in the order of their versions, as they are stored; empty when there is no such ticket, or when it
     *     is archived
     */
    record Past(List<byte[]> events, Optional<ArchivedTicket> archived) {
        static final Past NONE = new Past(List.of(), Optional.empty());
    }

    /** Adds the event that brings the ticket to this version. */
    void add(UUID ticketId, long version, byte[] event) {
        store.put(key(ticketId, version), event);
    }

    /** Big-endian, so that the order of bytes is the order of versions. */
    private Bytes key(UUID ticketId, long version) {
        return Bytes.wrap(ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(ticketId.getMostSignificantBits())
                .putLong(ticketId.getLeastSignificantBits())
                .putLong(version ^ space)
                .array());
    }
}
