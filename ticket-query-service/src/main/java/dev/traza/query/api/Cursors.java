package dev.traza.query.api;

import dev.traza.query.index.TicketQuery;
import dev.traza.query.live.Places;
import dev.traza.query.view.Progress;
import dev.traza.query.view.Source;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Places in lists as opaque text. A cursor belongs to one question: with another one it is refused. It gives no rights,
 * since every page is filtered for its reader anyway, so a checksum is enough to tell it from invented text.
 */
public final class Cursors {

    private static final byte FORM = 1;
    private static final byte FORM_OF_PLACES = 2;
    private static final byte FORM_OF_LISTS = 3;
    private static final int MOST_BYTES_OF_A_PLACE = Long.BYTES + 3 * 9;

    /** Beyond this, what is said of times would not fit into them any more. */
    private static final long LATEST = Instant.parse("9999-01-01T00:00:00Z").toEpochMilli();

    /** Longest text that can be a cursor of a list. */
    public static final int LONGEST = 200;

    /** Longest text that can be a cursor of a timeline: it has a place for each of the tickets that are told together. */
    public static final int LONGEST_OF_TIMELINE = 3_000;

    /** Longest text that can be a place in the log, as far as a header takes it. */
    public static final int LONGEST_OF_PLACES = 7_000;

    private Cursors() {}

    /**
     * A place in a list.
     *
     * @param now what {@code now} and {@code today} mean on all pages: the time of the first one
     */
    public record Place(Instant now, TicketQuery.Position position) {}

    /** @param question what was asked: everything but cursor and limit */
    public static String of(Place place, String question) {
        ByteBuffer written = ByteBuffer.allocate(128)
                .put(FORM_OF_LISTS)
                .putInt(checksum(question))
                .putLong(place.now().toEpochMilli());
        place.position().values().forEach(value -> {
            switch (value) {
                case Float score -> written.putLong(Float.floatToIntBits(score));
                default -> written.putLong(value.longValue());
            }
        });
        UUID ticketId = place.position().ticketId();
        return text(written.putLong(ticketId.getMostSignificantBits()).putLong(ticketId.getLeastSignificantBits()));
    }

    /** Reads a place in an answer to the same question; empty for anything else. */
    public static Optional<Place> place(String text, String question, List<TicketQuery.SortKey> sort) {
        return bytes(text, LONGEST).flatMap(read -> {
            if (read.remaining() != 1 + 4 + 8 + 8 * sort.size() + 16
                    || read.get() != FORM_OF_LISTS
                    || read.getInt() != checksum(question)) {
                return Optional.empty();
            }
            long now = read.getLong();
            if (now < 0 || now > LATEST) {
                return Optional.empty();
            }
            List<Number> values = new ArrayList<>();
            for (TicketQuery.SortKey key : sort) {
                long value = read.getLong();
                values.add(
                        switch (key) {
                            case TicketQuery.SortKey.ByRelevance() -> (Number) Float.intBitsToFloat((int) value);
                            case TicketQuery.SortKey.ByMeasure _ -> (Number) value;
                        });
            }
            return Optional.of(new Place(
                    Instant.ofEpochMilli(now),
                    new TicketQuery.Position(values, new UUID(read.getLong(), read.getLong()))));
        });
    }

    /**
     * A place in the timeline of a ticket.
     *
     * @param told how much was told, of it and of each ticket that goes on in it
     */
    public static String of(Map<UUID, Progress> told, UUID ticketId) {
        ByteBuffer written = ByteBuffer.allocate(1 + 4 + told.size() * MOST_BYTES_OF_A_PLACE)
                .put(FORM)
                .putInt(checksum(ticketId.toString()));
        told.forEach((id, progress) -> {
            if (progress.total() > 0) {
                written.putLong(id.getLeastSignificantBits());
                put(written, progress.ticket());
                put(written, progress.routing());
                put(written, progress.sla());
            }
        });
        return text(written);
    }

    /**
     * Reads a place in the timeline of a ticket.
     *
     * @param tickets it and those that go on in it; places of others, which did so when the cursor was made, are passed over
     * @return how much was told of each; empty for text that is no cursor of this timeline
     */
    public static Optional<Map<UUID, Progress>> told(String text, UUID ticketId, Collection<UUID> tickets) {
        return bytes(text, LONGEST_OF_TIMELINE).flatMap(read -> {
            if (read.remaining() < 1 + 4 || read.get() != FORM || read.getInt() != checksum(ticketId.toString())) {
                return Optional.empty();
            }
            Map<Long, Progress> places = new HashMap<>();
            try {
                while (read.hasRemaining()) {
                    places.put(read.getLong(), new Progress(get(read), get(read), get(read)));
                }
            } catch (BufferUnderflowException notOurs) {
                return Optional.empty();
            }
            return Optional.of(tickets.stream()
                    .collect(Collectors.toMap(
                            id -> id, id -> places.getOrDefault(id.getLeastSignificantBits(), Progress.NONE))));
        });
    }

    /** A place in the log. */
    public static String of(Places places) {
        ByteBuffer written = ByteBuffer.allocate(1 + 9 + 9 * places.partitions() * Source.values().length)
                .put(FORM_OF_PLACES);
        put(written, places.partitions());
        for (Source source : Source.values()) {
            for (int partition = 0; partition < places.partitions(); partition++) {
                put(written, places.next(source, partition));
            }
        }
        return text(written);
    }

    /**
     * Reads a place in the log.
     *
     * @param partitions how many the log has
     * @return empty for text that is no place in this log
     */
    public static Optional<Places> places(String text, int partitions) {
        return bytes(text, LONGEST_OF_PLACES).flatMap(read -> {
            try {
                if (read.get() != FORM_OF_PLACES || get(read) != partitions) {
                    return Optional.empty();
                }
                Places places = Places.beginning(partitions);
                for (Source source : Source.values()) {
                    for (int partition = 0; partition < partitions; partition++) {
                        places.set(source, partition, get(read));
                    }
                }
                return read.hasRemaining() ? Optional.empty() : Optional.of(places);
            } catch (BufferUnderflowException notOurs) {
                return Optional.empty();
            }
        });
    }

    /** Seven bits a byte, the lowest first: most counts are small. */
    private static void put(ByteBuffer written, long count) {
        long left = count;
        while (left > 0x7f) {
            written.put((byte) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        written.put((byte) left);
    }

    private static long get(ByteBuffer read) {
        long count = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            byte next = read.get();
            count |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return count;
            }
        }
        throw new BufferUnderflowException();
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

    private static Optional<ByteBuffer> bytes(String text, int longest) {
        if (text.length() > longest) {
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
