package dev.traza.query.view;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.personal.Erasing;
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

        /** As it is read once an event that came after it has happened. */
        public OfTicket after(Erasing erasing) {
            return new OfTicket(new EventEnvelope<>(
                    envelope.eventId(),
                    envelope.ticketId(),
                    envelope.sequence(),
                    envelope.actor(),
                    envelope.occurredAt(),
                    envelope.recordedAt(),
                    envelope.correlationId(),
                    envelope.causationId(),
                    envelope.traceparent(),
                    MessageCatalogue.erased(envelope.event(), erasing::erases)));
        }

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
