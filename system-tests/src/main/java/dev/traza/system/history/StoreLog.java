package dev.traza.system.history;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.TicketEvent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the changelog of the store of histories: under a ticket's id and a version the event, behind a head of its own with
 * the bytes that are on the log; under version 0 what is kept of an archived ticket. The last record of a key counts.
 */
final class StoreLog {

    /** The changelog's topic, for the application id that installations have by default. */
    static final String TOPIC = "ticket-command-processor-ticket-history-changelog";

    private static final int KEY_BYTES = 3 * Long.BYTES;
    private static final long ARCHIVED = 0;

    /** Layout, command, time in seconds and nanoseconds; then the length of the type's name and the name. */
    private static final int BEFORE_NAME = 1 + 2 * Long.BYTES + Long.BYTES + Integer.BYTES;

    private final Map<EventPlace, Integer> kept = new HashMap<>();
    private final Set<UUID> archived = new HashSet<>();
    private final Map<EventPlace, Integer> logged = new HashMap<>();

    /** Takes the next record of a partition of the changelog. */
    void keep(byte[] key, byte @Nullable [] value) {
        if (key.length != KEY_BYTES) {
            return; // keys and people live in the same store
        }
        ByteBuffer place = ByteBuffer.wrap(key);
        UUID ticketId = new UUID(place.getLong(), place.getLong());
        long version = place.getLong();
        if (version == ARCHIVED && value != null) {
            archived.add(ticketId);
        } else if (version > ARCHIVED) { // below are items of the catalog
            EventPlace event = new EventPlace(ticketId, version);
            if (value == null) {
                kept.remove(event);
            } else {
                kept.put(event, contentOf(value));
            }
        }
    }

    /** Takes an event of the log. */
    void log(ConsumerRecord<String, byte[]> written) {
        try {
            EventEnvelope<TicketEvent> event = EventRecords.TICKET.read(WireRecord.of(written));
            logged.putIfAbsent(new EventPlace(event.ticketId(), event.sequence()), Arrays.hashCode(written.value()));
        } catch (UnreadableRecordException e) {
            // Another rule tells of it.
        }
    }

    Store store() {
        return new Store(kept, logged, archived);
    }

    private static int contentOf(byte[] stored) {
        int name = ByteBuffer.wrap(stored).getShort(BEFORE_NAME);
        return Arrays.hashCode(Arrays.copyOfRange(stored, BEFORE_NAME + Short.BYTES + name, stored.length));
    }
}
