package dev.traza.routing.ticket;

import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.TicketType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules can ask of a ticket that is not its standing. No free text, no names.
 *
 * @param catalogDesk the desk that serves the catalog's item; absent when the ticket has none, or it names no desk, and in
 *     tickets that are older than this
 */
public record TicketFacts(
        String number,
        TicketType type,
        Channel channel,
        String requesterId,
        @Nullable String organisation,
        @Nullable String language,
        boolean vip,
        @Nullable String category,
        List<String> tags,
        @Nullable String catalogDesk) {

    public TicketFacts {
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    TicketFacts classified(Classification after) {
        return new TicketFacts(
                number,
                after.type(),
                channel,
                requesterId,
                organisation,
                language,
                vip,
                after.category(),
                tags,
                deskOf(after.catalogItem()));
    }

    static @Nullable String deskOf(@Nullable CatalogReference item) {
        return item == null ? null : item.deskId();
    }
}
