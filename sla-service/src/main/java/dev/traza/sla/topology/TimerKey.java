package dev.traza.sla.topology;

import dev.traza.sla.clock.Timer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the index of due times: due time, ticket, kind, cycle, threshold, each of fixed length and big-endian, so that
 * the order of bytes is the order of time.
 */
final class TimerKey {

    private static final int LENGTH = Long.BYTES + 2 * Long.BYTES + Byte.BYTES + Integer.BYTES + Short.BYTES;

    private TimerKey() {}

    static Bytes of(UUID ticketId, Timer timer) {
        return Bytes.wrap(ByteBuffer.allocate(LENGTH)
                .putLong(sortable(dueMillis(timer)))
                .putLong(ticketId.getMostSignificantBits())
                .putLong(ticketId.getLeastSignificantBits())
                .put((byte) timer.kind().ordinal())
                .putInt(timer.cycle())
                .putShort((short) timer.threshold())
                .array());
    }

    /** Sorts before every key that is due at {@code millis} and after every key that is due before. */
    static Bytes from(long millis) {
        return Bytes.wrap(
                ByteBuffer.allocate(Long.BYTES).putLong(sortable(millis)).array());
    }

    /** Rounded up, so that nothing is looked at before it is due. */
    static long dueMillis(Timer timer) {
        Instant due = timer.dueAt();
        long millis = due.toEpochMilli();
        return Instant.ofEpochMilli(millis).isBefore(due) ? millis + 1 : millis;
    }

    static long dueMillis(Bytes key) {
        return sortable(ByteBuffer.wrap(key.get()).getLong());
    }

    static UUID ticketId(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get(), Long.BYTES, 2 * Long.BYTES);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** Bytes are compared unsigned: with the sign turned, times before 1970 sort before the others. */
    private static long sortable(long millis) {
        return millis ^ Long.MIN_VALUE;
    }
}
