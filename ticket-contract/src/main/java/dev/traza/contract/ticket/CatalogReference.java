package dev.traza.contract.ticket;

import org.jspecify.annotations.Nullable;

/**
 * The item of the service catalog that a ticket was opened or classified with, as it was at that moment.
 *
 * @param path where it stands, for example {@code hardware/printer}
 * @param version of the item, from 1; its form is what the ticket's custom fields were checked against
 * @param deskId the department that serves it
 * @param slaHint a word that service-level policies can ask for
 */
public record CatalogReference(
        String path,
        long version,
        @Nullable String deskId,
        @Nullable String slaHint) {}
