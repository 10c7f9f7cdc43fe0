package dev.traza.sla.policy;

import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.TicketType;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a ticket that decides which goal applies to it.
 *
 * @param category path in the service catalog
 * @param vip whether the requester is one
 */
public record TicketFacts(
        TicketType type,
        Priority priority,
        @Nullable String category,
        @Nullable String organisation,
        boolean vip) {

    /** The same ticket with another priority. */
    public TicketFacts withPriority(Priority other) {
        return new TicketFacts(type, other, category, organisation, vip);
    }

    /** The same ticket as another kind of matter. */
    public TicketFacts classified(TicketType otherType, @Nullable String otherCategory) {
        return new TicketFacts(otherType, priority, otherCategory, organisation, vip);
    }
}
