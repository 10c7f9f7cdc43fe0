package dev.traza.command.gateway;

import dev.traza.contract.catalog.CatalogCommand;
import dev.traza.contract.catalog.CatalogPath;
import dev.traza.contract.envelope.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of an item of the service catalog.
 *
 * @param commandId the same for a repeat
 * @param path of the item
 * @param expectedVersion the only version of the item on which it may be done
 * @param requestHash of the request's content
 * @param waits whether the caller waits for the decision, or only for the command to be on record
 */
public record CatalogWish(
        UUID commandId,
        CatalogPath path,
        Actor actor,
        CatalogCommand command,
        @Nullable Long expectedVersion,
        String requestHash,
        boolean waits) {}
