package dev.traza.command.processor;

import dev.traza.command.ticket.RecordedEvent;
import dev.traza.contract.envelope.MessageCatalogue;
import java.util.UUID;

/**
 * An event in a ticket's history, as the store keeps it.
 *
 * @param causedBy the command; it makes a command recognisable for as long as its events exist
 */
record StoredEvent(UUID causedBy, RecordedEvent recorded) {

    byte[] bytes() {
        return StoredLayout.of(MessageCatalogue.TICKET_EVENTS, causedBy, recorded.recordedAt(), recorded.event())
                .bytes();
    }

    /**
     * Reads what {@link #bytes} wrote, also in an earlier release.
     *
     * @throws IllegalStateException if it is something else, or of a type that this version does not know
     */
    static StoredEvent of(byte[] bytes) {
        StoredLayout stored = StoredLayout.of(bytes);
        return new StoredEvent(
                stored.causedBy(),
                new RecordedEvent(stored.event(MessageCatalogue.TICKET_EVENTS), stored.recordedAt()));
    }
}
