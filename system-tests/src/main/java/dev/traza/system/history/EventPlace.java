package dev.traza.system.history;

import java.util.UUID;

/** The place of an event in its ticket's life; versions begin with 1. */
public record EventPlace(UUID ticketId, long version) {

    /** For a sentence. */
    public String text() {
        return "version %d of ticket %s".formatted(version, ticketId);
    }
}
