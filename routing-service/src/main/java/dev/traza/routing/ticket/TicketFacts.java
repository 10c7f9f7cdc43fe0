package dev.traza.routing.ticket;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.TicketType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rules can ask of a ticket that is not its standing. No free text, no names. */
public record TicketFacts(
        String number,
        TicketType type,
        Channel channel,
        String requesterId,
        @Nullable String organisation,
        @Nullable String language,
        boolean vip,
        @Nullable String category,
        List<String> tags) {

    public TicketFacts {
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    TicketFacts classified(TicketType newType, @Nullable String newCategory) {
        return new TicketFacts(number, newType, channel, requesterId, organisation, language, vip, newCategory, tags);
    }
}
