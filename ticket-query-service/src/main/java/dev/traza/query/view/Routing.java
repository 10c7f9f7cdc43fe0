package dev.traza.query.view;

import dev.traza.contract.routing.RoutingEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What routing decided last about a ticket, with its explanation. */
public record Routing(
        @Nullable Decision<RoutingEvent.TicketRouted> routed,
        @Nullable Decision<RoutingEvent.EscalationDecided> escalated) {

    /** No decision yet. */
    public static final Routing NONE = new Routing(null, null);

    /** A decision and when it was taken. */
    public record Decision<E extends RoutingEvent>(E decision, Instant decidedAt) {}
}
