package dev.traza.command.catalog;

import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemDefined;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemRestored;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemRetired;
import dev.traza.contract.catalog.CatalogEvent.CatalogItemRevised;
import dev.traza.contract.catalog.CatalogItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item of the catalog as it is.
 *
 * @param version how many events there have been
 * @param retired whether it is offered no more
 */
public record ItemState(String path, long version, CatalogItem item, boolean retired) {

    /**
     * The state after one more event.
     *
     * @param state absent before the first event
     * @throws IllegalStateException if the first event is not the definition: such a history is no item's
     */
    public static ItemState evolve(@Nullable ItemState state, CatalogEvent event) {
        if (event instanceof CatalogItemDefined defined) {
            return new ItemState(defined.path(), state == null ? 1 : state.version + 1, defined.item(), false);
        }
        if (state == null) {
            throw new IllegalStateException("An item of the catalog begins with its definition");
        }
        long next = state.version + 1;
        return switch (event) {
            case CatalogItemDefined defined -> new ItemState(state.path, next, defined.item(), false);
            case CatalogItemRevised revised -> new ItemState(state.path, next, revised.item(), state.retired);
            case CatalogItemRetired _ -> new ItemState(state.path, next, state.item, true);
            case CatalogItemRestored _ -> new ItemState(state.path, next, state.item, false);
        };
    }

    /** The state that an item's whole history leads to; null when it has none. */
    public static @Nullable ItemState replay(List<? extends CatalogEvent> history) {
        ItemState state = null;
        for (CatalogEvent event : history) {
            state = evolve(state, event);
        }
        return state;
    }
}
