package dev.traza.contract.ticket;

import dev.traza.contract.personal.Personal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kind of matter a ticket is.
 *
 * @param category path in the service catalog, for example {@code hardware/printer}
 * @param catalogItem the item at this path; absent when the catalog did not know it
 * @param customFields values of the item's form, by field name
 */
public record Classification(
        @Nullable String category,
        @Nullable CatalogReference catalogItem,
        TicketType type,
        @Personal Map<String, String> customFields) {
    public Classification {
        customFields = customFields == null ? Map.of() : Map.copyOf(customFields);
    }
}
