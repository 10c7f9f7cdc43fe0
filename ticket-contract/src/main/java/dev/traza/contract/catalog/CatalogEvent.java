package dev.traza.contract.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What can happen to an item of the service catalog. An item's version is the number of its events; each version of its
 * content stands on the log in full, so that a ticket's form can be looked up for as long as the ticket exists.
 */
public sealed interface CatalogEvent {

    /** Where the item stands in the tree, for example {@code hardware/printer}. */
    String path();

    /** The catalog has a new item. */
    record CatalogItemDefined(String path, CatalogItem item) implements CatalogEvent {}

    /**
     * The item was changed.
     *
     * @param item as it is from now on, in full
     */
    record CatalogItemRevised(String path, CatalogItem item) implements CatalogEvent {}

    /** The item, and what stands below it, is offered no more; tickets that were opened with it keep it. */
    record CatalogItemRetired(String path, @Nullable String reason) implements CatalogEvent {}

    /** The item is offered again, as it was. */
    record CatalogItemRestored(String path) implements CatalogEvent {}
}
