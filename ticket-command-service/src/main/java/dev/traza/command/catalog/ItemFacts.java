package dev.traza.command.catalog;

import dev.traza.contract.catalog.CatalogPath;
import dev.traza.contract.envelope.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision may know besides the command and the item.
 *
 * @param acceptedAt the clock of the decision
 * @param expectedVersion the only version of the item on which the command may be carried out; absent means any
 * @param parent the item above; absent when there is none
 */
public record ItemFacts(
        CatalogPath path,
        Actor actor,
        Instant acceptedAt,
        @Nullable Long expectedVersion,
        @Nullable ItemState parent) {}
