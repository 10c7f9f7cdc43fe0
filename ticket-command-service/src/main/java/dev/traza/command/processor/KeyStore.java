package dev.traza.command.processor;

import dev.traza.contract.personal.Scope;
import dev.traza.contract.sealing.TextKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The keys with which the texts of one partition's tickets are sealed, on the log and in the {@link HistoryStore}, in
 * whose store they are: behind a ticket's events, so that one transaction on one changelog holds both.
 */
final class KeyStore {

    /** After the id of a ticket; no version of any entity begins with this byte. */
    private static final byte KEYS = (byte) 0xC0;

    private static final int ID = 2 * Long.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;

    KeyStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** The keys of a ticket that were not destroyed. */
    TicketKeys of(UUID ticketId) {
        Map<Scope, TextKey> keys = new LinkedHashMap<>();
        try (KeyValueIterator<Bytes, byte[]> range = store.prefixScan(prefix(ticketId), (topic, bytes) -> bytes)) {
            while (range.hasNext()) {
                KeyValue<Bytes, byte[]> entry = range.next();
                keys.put(scope(entry.key.get()), key(entry.value));
            }
        }
        return new TicketKeys(keys);
    }

    void keep(UUID ticketId, Scope scope, TextKey key) {
        store.put(name(ticketId, scope), value(key));
    }

    void destroy(UUID ticketId, Scope scope) {
        store.delete(name(ticketId, scope));
    }

    private static byte[] prefix(UUID ticketId) {
        return ByteBuffer.allocate(ID + 1)
                .putLong(ticketId.getMostSignificantBits())
                .putLong(ticketId.getLeastSignificantBits())
                .put(KEYS)
                .array();
    }

    private static Bytes name(UUID ticketId, Scope scope) {
        byte[] text =
                switch (scope) {
                    case Scope.OfTicket _ -> "t".getBytes(StandardCharsets.UTF_8);
                    case Scope.OfComment comment -> ("c" + comment.commentId()).getBytes(StandardCharsets.UTF_8);
                    case Scope.OfPerson person -> ("p" + person.personId()).getBytes(StandardCharsets.UTF_8);
                };
        return Bytes.wrap(ByteBuffer.allocate(ID + 1 + text.length)
                .put(prefix(ticketId))
                .put(text)
                .array());
    }

    private static Scope scope(byte[] name) {
        String text = new String(name, ID + 1, name.length - ID - 1, StandardCharsets.UTF_8);
        return switch (text.charAt(0)) {
            case 't' -> new Scope.OfTicket();
            case 'c' -> new Scope.OfComment(UUID.fromString(text.substring(1)));
            case 'p' -> new Scope.OfPerson(text.substring(1));
            default -> throw new IllegalStateException("A key is kept for something unknown");
        };
    }

    private static byte[] value(TextKey key) {
        return ByteBuffer.allocate(ID + TextKey.BYTES)
                .putLong(key.id().getMostSignificantBits())
                .putLong(key.id().getLeastSignificantBits())
                .put(key.secret())
                .array();
    }

    private static TextKey key(byte[] value) {
        ByteBuffer buffer = ByteBuffer.wrap(value);
        UUID id = new UUID(buffer.getLong(), buffer.getLong());
        byte[] secret = new byte[buffer.remaining()];
        buffer.get(secret);
        return TextKey.of(id, secret);
    }
}
