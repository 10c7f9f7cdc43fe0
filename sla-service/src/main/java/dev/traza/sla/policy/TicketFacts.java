package dev.traza.sla.policy;

import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.TicketType;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a ticket that decides which goal applies to it.
 *
 * @param category path in the service catalog
 * @param vip whether the requester is one
 * @param slaHint what the item of the catalog says for policies to ask for; absent in tickets that are older than this
 */
public record TicketFacts(
        TicketType type,
        Priority priority,
        @Nullable String category,
        @Nullable String organisation,
        boolean vip,
        @Nullable String slaHint) {

    /** The same ticket with another priority. */
    public TicketFacts withPriority(Priority other) {
        return new TicketFacts(type, other, category, organisation, vip, slaHint);
    }

    /** The same ticket as another kind of matter. */
    public TicketFacts classified(Classification other) {
        return new TicketFacts(
                other.type(), priority, other.category(), organisation, vip, hintOf(other.catalogItem()));
    }

    /** What an item of the catalog says for policies to ask for. */
    public static @Nullable String hintOf(@Nullable CatalogReference item) {
        return item == null ? null : item.slaHint();
    }
}
