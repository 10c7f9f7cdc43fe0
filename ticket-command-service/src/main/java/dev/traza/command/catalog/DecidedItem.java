package dev.traza.command.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A decision and the state it was made on.
 *
 * @param before absent when there was no such item
 */
public record DecidedItem(ItemDecision decision, @Nullable ItemState before) {}
