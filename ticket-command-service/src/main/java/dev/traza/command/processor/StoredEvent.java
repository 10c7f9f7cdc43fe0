package dev.traza.command.processor;

import dev.traza.command.ticket.RecordedEvent;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.sealing.TextKeys;
import java.util.UUID;

/**
 * An event in a ticket's history, as the store keeps it.
 *
 * @param causedBy the command; it makes a command recognisable for as long as its events exist
 */
record StoredEvent(UUID causedBy, RecordedEvent recorded) {

    /**
     * Reads what was stored, also in an earlier release.
     *
     * @param keys of the ticket; what was sealed with others is gone
     * @throws IllegalStateException if it is something else, or of a type that this version does not know
     */
    static StoredEvent of(byte[] bytes, TextKeys keys) {
        StoredLayout stored = StoredLayout.of(bytes);
        return new StoredEvent(
                stored.causedBy(),
                new RecordedEvent(stored.event(MessageCatalogue.TICKET_EVENTS, keys), stored.recordedAt()));
    }
}
