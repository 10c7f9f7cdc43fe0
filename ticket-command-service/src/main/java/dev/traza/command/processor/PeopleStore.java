package dev.traza.command.processor;

import dev.traza.contract.envelope.Ids;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * With which of one partition's tickets a person has to do, archived ones too; in the store of the {@link HistoryStore},
 * under an id that no entity has.
 */
final class PeopleStore {

    /** After the id of a person. */
    private static final byte TICKETS = (byte) 0xC1;

    private static final int ID = 2 * Long.BYTES;
    private static final byte[] NOTHING = {};

    private final KeyValueStore<Bytes, byte[]> store;

    PeopleStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void add(String personId, UUID ticketId) {
        Bytes entry = entry(personId, ticketId);
        if (store.get(entry) == null) {
            store.put(entry, NOTHING);
        }
    }

    /**
     * The tickets of a person, in an order that does not change.
     *
     * @param after those that come after this one; absent means from the first
     * @param most so many of them
     */
    List<UUID> ticketsOf(String personId, @Nullable UUID after, int most) {
        List<UUID> tickets = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range = store.prefixScan(prefix(personId), (topic, bytes) -> bytes)) {
            boolean begun = after == null;
            while (tickets.size() < most && range.hasNext()) {
                ByteBuffer key = ByteBuffer.wrap(range.next().key.get()).position(ID + 1);
                UUID ticketId = new UUID(key.getLong(), key.getLong());
                if (begun) {
                    tickets.add(ticketId);
                }
                begun |= ticketId.equals(after);
            }
        }
        return tickets;
    }

    private static byte[] prefix(String personId) {
        UUID person = Ids.ofPerson(personId);
        return ByteBuffer.allocate(ID + 1)
                .putLong(person.getMostSignificantBits())
                .putLong(person.getLeastSignificantBits())
                .put(TICKETS)
                .array();
    }

    private static Bytes entry(String personId, UUID ticketId) {
        return Bytes.wrap(ByteBuffer.allocate(2 * ID + 1)
                .put(prefix(personId))
                .putLong(ticketId.getMostSignificantBits())
                .putLong(ticketId.getLeastSignificantBits())
                .array());
    }
}
