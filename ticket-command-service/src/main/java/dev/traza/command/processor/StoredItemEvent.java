package dev.traza.command.processor;

import dev.traza.command.catalog.RecordedItemEvent;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.sealing.TextKeys;
import java.util.UUID;

/**
 * An event in the history of an item of the catalog, as the store keeps it.
 *
 * @param causedBy the command; it makes a command recognisable for as long as its events exist
 */
record StoredItemEvent(UUID causedBy, RecordedItemEvent recorded) {

    /**
     * Reads what was stored, also in an earlier release.
     *
     * @throws IllegalStateException if it is something else, or of a type that this version does not know
     */
    static StoredItemEvent of(byte[] bytes) {
        StoredLayout stored = StoredLayout.of(bytes);
        return new StoredItemEvent(
                stored.causedBy(),
                new RecordedItemEvent(
                        stored.event(MessageCatalogue.CATALOG_EVENTS, TextKeys.none()), stored.recordedAt()));
    }
}
