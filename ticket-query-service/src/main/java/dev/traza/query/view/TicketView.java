package dev.traza.query.view;

import dev.traza.contract.routing.RoutingEvent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a ticket: a fold of its events in three logs. Each log decides about its own part, so it does not
 * matter in which order the logs are read, as long as each is read in its own order.
 *
 * @param ticket absent until the ticket's own log has told of its opening; such a view is shown to nobody
 * @param sla clocks by metric and cycle, in the order they began
 */
public record TicketView(
        UUID ticketId, Progress progress, @Nullable Ticket ticket, List<SlaClock> sla, Routing routing) {

    public TicketView {
        sla = sla == null ? List.of() : List.copyOf(sla);
        routing = routing == null ? Routing.NONE : routing;
    }

    /** Before the first event. */
    public static TicketView nothingYet(UUID ticketId) {
        return new TicketView(ticketId, Progress.NONE, null, List.of(), Routing.NONE);
    }

    /** The ticket's version: how many events of its own it has; 0 until it is opened. */
    public long version() {
        return progress.ticket();
    }

    /**
     * The desk that works on the ticket: that of the last routing decision, as long as the ticket is with the team
     * decided then.
     */
    public @Nullable String desk() {
        Routing.Decision<RoutingEvent.TicketRouted> routed = routing.routed();
        return ticket != null && routed != null && routed.decision().teamId().equals(ticket.teamId())
                ? routed.decision().deskId()
                : null;
    }
}
