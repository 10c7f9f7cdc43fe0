package dev.traza.command.processor;

import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.sealing.Opener;
import dev.traza.contract.sealing.TextKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * How an event stands in the store, of whatever kind of entity.
 *
 * @param causedBy the command; it makes a command recognisable for as long as its events exist
 * @param type as in {@code ce_type}
 * @param json as on the topic
 * @param sealed whether its personal texts are
 */
record StoredLayout(UUID causedBy, Instant recordedAt, String type, byte[] json, boolean sealed) {

    /** The first byte of every stored event, so that another layout can be told apart. */
    private static final byte IN_THE_CLEAR = 1;

    private static final byte SEALED = 2;

    private static final int FIXED = 1 + 2 * Long.BYTES + Long.BYTES + Integer.BYTES + Short.BYTES;

    /** Layout, command, time (seconds, nanoseconds), length and name of the type, JSON. */
    byte[] bytes() {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(FIXED + name.length + json.length)
                .put(sealed ? SEALED : IN_THE_CLEAR)
                .putLong(causedBy.getMostSignificantBits())
                .putLong(causedBy.getLeastSignificantBits())
                .putLong(recordedAt.getEpochSecond())
                .putInt(recordedAt.getNano())
                .putShort((short) name.length)
                .put(name)
                .put(json)
                .array();
    }

    /**
     * Reads what {@link #bytes} wrote, also in an earlier release.
     *
     * @throws IllegalStateException if it is something else
     */
    static StoredLayout of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte layout = buffer.get();
        if (layout != IN_THE_CLEAR && layout != SEALED) {
            throw new IllegalStateException("A stored event has the unknown layout " + layout);
        }
        UUID causedBy = new UUID(buffer.getLong(), buffer.getLong());
        Instant recordedAt = Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
        byte[] name = new byte[buffer.getShort()];
        buffer.get(name);
        byte[] json = new byte[buffer.remaining()];
        buffer.get(json);
        return new StoredLayout(
                causedBy, recordedAt, new String(name, StandardCharsets.US_ASCII), json, layout == SEALED);
    }

    /**
     * The event.
     *
     * @param keys to open its texts with, if they are sealed
     * @throws IllegalStateException if it is of a type that this version does not know
     */
    <E> E event(MessageCatalogue<E> catalogue, TextKeys keys) {
        try {
            return catalogue.read(type, json, sealed ? Opener.with(keys) : null);
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("A stored event cannot be read", e);
        }
    }
}
