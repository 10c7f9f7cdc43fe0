package dev.traza.query.api;

import dev.traza.query.index.SortField;
import dev.traza.query.index.TicketQuery;
import dev.traza.query.view.Progress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * Places in lists as opaque text. A cursor belongs to one question: with another one it is refused. It gives no rights,
 * since every page is filtered for its reader anyway, so a checksum is enough to tell it from invented text.
 */
final class Cursors {

    private static final byte FORM = 1;

    /** Longest text that can be a cursor. */
    static final int LONGEST = 200;

    private Cursors() {}

    /** @param question what was asked: everything but cursor and limit */
    static String of(TicketQuery.Position position, String question) {
        ByteBuffer written = ByteBuffer.allocate(128).put(FORM).putInt(checksum(question));
        position.values().forEach(value -> {
            switch (value) {
                case Float score -> written.putLong(Float.floatToIntBits(score));
                default -> written.putLong(value.longValue());
            }
        });
        return text(written.putLong(position.ticketId().getMostSignificantBits())
                .putLong(position.ticketId().getLeastSignificantBits()));
    }

    /** Reads a place in an answer to the same question; empty for anything else. */
    static Optional<TicketQuery.Position> position(String text, String question, List<TicketQuery.SortKey> sort) {
        return bytes(text).flatMap(read -> {
            if (read.remaining() != 1 + 4 + 8 * sort.size() + 16
                    || read.get() != FORM
                    || read.getInt() != checksum(question)) {
                return Optional.empty();
            }
            List<Number> values = new ArrayList<>();
            for (TicketQuery.SortKey key : sort) {
                long value = read.getLong();
                if (key.field() == SortField.RELEVANCE) {
                    values.add(Float.intBitsToFloat((int) value));
                } else {
                    values.add(value);
                }
            }
            return Optional.of(new TicketQuery.Position(values, new UUID(read.getLong(), read.getLong())));
        });
    }

    static String of(Progress told, UUID ticketId) {
        return text(ByteBuffer.allocate(64)
                .put(FORM)
                .putInt(checksum(ticketId.toString()))
                .putLong(told.ticket())
                .putLong(told.routing())
                .putLong(told.sla()));
    }

    /** Reads a place in the timeline of this ticket; empty for anything else. */
    static Optional<Progress> progress(String text, UUID ticketId) {
        return bytes(text).flatMap(read -> {
            if (read.remaining() != 1 + 4 + 24
                    || read.get() != FORM
                    || read.getInt() != checksum(ticketId.toString())) {
                return Optional.empty();
            }
            Progress told = new Progress(read.getLong(), read.getLong(), read.getLong());
            return told.ticket() < 0 || told.routing() < 0 || told.sla() < 0 ? Optional.empty() : Optional.of(told);
        });
    }

    private static String text(ByteBuffer written) {
        byte[] content = new byte[written.position()];
        written.flip().get(content);
        byte[] all = ByteBuffer.allocate(content.length + 4)
                .put(content)
                .putInt(checksum(content))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    private static Optional<ByteBuffer> bytes(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(text);
            ByteBuffer read = ByteBuffer.wrap(all);
            byte[] content = new byte[Math.max(0, all.length - 4)];
            read.get(content);
            return read.getInt() == checksum(content) ? Optional.of(ByteBuffer.wrap(content)) : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException notOurs) {
            return Optional.empty();
        }
    }

    private static int checksum(String text) {
        return checksum(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
