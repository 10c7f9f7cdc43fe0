package dev.traza.contract.envelope;

import dev.traza.contract.catalog.CatalogCommand;
import dev.traza.contract.catalog.CatalogPath;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command for an item of the service catalog, as it stands on {@code ticket-commands}.
 *
 * @param path of the item
 */
public record CatalogCommandEnvelope(
        UUID commandId,
        CatalogPath path,
        Actor actor,
        Instant acceptedAt,
        Instant occurredAt,
        @Nullable Long expectedVersion,
        UUID correlationId,
        @Nullable UUID causationId,
        @Nullable String requestHash,
        @Nullable Integer replyPartition,
        @Nullable String traceparent,
        CatalogCommand command)
        implements CommandContext {

    /**
     * All of the catalog has one writer, so that an item's parent can be looked up when it is decided, and items come in
     * one order on {@code catalog-events}. It changes too seldom for this to be felt.
     */
    public static final int PARTITION = 0;

    @Override
    public String subject() {
        return path.text();
    }

    @Override
    public int partition(int partitions) {
        return PARTITION;
    }
}
