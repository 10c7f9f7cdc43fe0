package dev.traza.blob;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that an event names.
 *
 * @param ticketId of which ticket
 * @param commentId with which comment it came; absent when it came with the opening
 */
public record NamedFile(UUID ticketId, @Nullable UUID commentId, UUID attachmentId, String sha256) {

    private static final String OPENING = "opening";
    private static final String BETWEEN = "\\.";
    private static final int PARTS = 4;

    /** As it is written where it stands under its hash or its ticket. */
    String text() {
        return ticketId + "." + (commentId == null ? OPENING : commentId) + "." + attachmentId + "." + sha256;
    }

    /** Reads what {@link #text} wrote; empty if it is something else. */
    static Optional<NamedFile> parse(String text) {
        String[] parts = text.split(BETWEEN, -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NamedFile(
                    UUID.fromString(parts[0]),
                    parts[1].equals(OPENING) ? null : UUID.fromString(parts[1]),
                    UUID.fromString(parts[2]),
                    parts[3]));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
