package dev.traza.query.view;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.TicketEvent;

/** Something that happened to a ticket, with the log that says so: each log counts a ticket's events on its own. */
public sealed interface LoggedEvent {

    /** The event as it stands on the log. */
    EventEnvelope<?> envelope();

    /** The log that says so. */
    Source source();

    /** What happened to the ticket itself. */
    record OfTicket(EventEnvelope<TicketEvent> envelope) implements LoggedEvent {
        @Override
        public Source source() {
            return Source.TICKET;
        }
    }

    /** What happened to its service-level clocks. */
    record OfSla(EventEnvelope<SlaEvent> envelope) implements LoggedEvent {
        @Override
        public Source source() {
            return Source.SLA;
        }
    }

    /** What routing decided about it. */
    record OfRouting(EventEnvelope<RoutingEvent> envelope) implements LoggedEvent {
        @Override
        public Source source() {
            return Source.ROUTING;
        }
    }
}
