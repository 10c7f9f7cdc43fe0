package dev.traza.command.processor;

import dev.traza.command.catalog.DecidedItem;
import dev.traza.command.catalog.ItemRequest;
import dev.traza.command.catalog.RecordedItemEvent;
import java.util.List;

/** Carries a command to its item of the catalog. */
@FunctionalInterface
public interface ItemModel {

    /**
     * Decides on the calling thread.
     *
     * @param history all that has happened to the item, in order; empty when there is none
     */
    Handled handle(ItemRequest request, List<RecordedItemEvent> history);

    /**
     * What came of it.
     *
     * @param happened what is to be put on record, in order; nothing when the command was refused
     */
    record Handled(DecidedItem decided, List<RecordedItemEvent> happened) {
        public Handled {
            happened = List.copyOf(happened);
        }
    }
}
