package dev.traza.routing.feed;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.routing.decision.Cause;
import java.util.UUID;

/** Something that happened. */
sealed interface Heard {

    /** The partition it came from; the same ticket has the same partition on both topics. */
    int partition();

    EventEnvelope<?> envelope();

    default UUID ticketId() {
        return envelope().ticketId();
    }

    default Cause cause() {
        return new Cause(
                envelope().eventId(),
                envelope().ticketId(),
                envelope().correlationId(),
                envelope().recordedAt(),
                envelope().traceparent());
    }

    /** On {@code ticket-events}. */
    record OfTicket(int partition, EventEnvelope<TicketEvent> envelope) implements Heard {}

    /** On {@code sla-events}. */
    record OfSla(int partition, EventEnvelope<SlaEvent> envelope) implements Heard {}
}
