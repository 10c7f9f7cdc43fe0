package dev.traza.contract.catalog;

import org.jspecify.annotations.Nullable;

/** What can be asked of an item of the service catalog; its path is in the command's envelope. */
public sealed interface CatalogCommand {

    /** The item shall be like this, whether there is one yet or not; a retired one is offered again. */
    record DefineCatalogItem(CatalogItem item) implements CatalogCommand {}

    /** The item, which exists, shall be like this; a retired one stays retired. */
    record ReviseCatalogItem(CatalogItem item) implements CatalogCommand {}

    /** The item, and what stands below it, is offered no more. */
    record RetireCatalogItem(@Nullable String reason) implements CatalogCommand {}

    /** The item is offered again. */
    record RestoreCatalogItem() implements CatalogCommand {}
}
