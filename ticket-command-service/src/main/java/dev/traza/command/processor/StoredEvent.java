package dev.traza.command.processor;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.command.ticket.RecordedEvent;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.ticket.TicketEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * An event in a ticket's history, as the store keeps it.
 *
 * @param causedBy the command; it makes a command recognisable for as long as its events exist
 */
record StoredEvent(UUID causedBy, RecordedEvent recorded) {

    /** The first byte of every stored event, so that another layout can be told apart. */
    private static final byte LAYOUT = 1;

    private static final int FIXED = 1 + 2 * Long.BYTES + Long.BYTES + Integer.BYTES + Short.BYTES;

    /** Layout, command, time (seconds, nanoseconds), length and name of the type, JSON. */
    byte[] bytes() {
        byte[] type = MessageCatalogue.TICKET_EVENTS.nameOf(recorded.event()).getBytes(StandardCharsets.US_ASCII);
        byte[] json = json();
        Instant recordedAt = recorded.recordedAt();
        return ByteBuffer.allocate(FIXED + type.length + json.length)
                .put(LAYOUT)
                .putLong(causedBy.getMostSignificantBits())
                .putLong(causedBy.getLeastSignificantBits())
                .putLong(recordedAt.getEpochSecond())
                .putInt(recordedAt.getNano())
                .putShort((short) type.length)
                .put(type)
                .put(json)
                .array();
    }

    /**
     * Reads what {@link #bytes} wrote, also in an earlier release.
     *
     * @throws IllegalStateException if it is something else, or of a type that this version does not know
     */
    static StoredEvent of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte layout = buffer.get();
        if (layout != LAYOUT) {
            throw new IllegalStateException("A stored event has the unknown layout " + layout);
        }
        UUID causedBy = new UUID(buffer.getLong(), buffer.getLong());
        Instant recordedAt = Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
        byte[] name = new byte[buffer.getShort()];
        buffer.get(name);
        String typeName = new String(name, StandardCharsets.US_ASCII);
        byte[] json = new byte[buffer.remaining()];
        buffer.get(json);
        try {
            TicketEvent event = MessageCatalogue.TICKET_EVENTS.read(typeName, json);
            return new StoredEvent(causedBy, new RecordedEvent(event, recordedAt));
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("A stored event cannot be read", e);
        }
    }

    private byte[] json() {
        try {
            return ContractJson.mapper().writeValueAsBytes(recorded.event());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every event can be written as JSON", e);
        }
    }
}
