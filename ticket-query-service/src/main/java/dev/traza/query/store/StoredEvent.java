package dev.traza.query.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Source;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as a timeline page keeps it: its public type name beside its JSON, as on the log.
 *
 * @param type as in {@code ce_type}
 */
record StoredEvent(
        Source source,
        String type,
        UUID eventId,
        UUID ticketId,
        long sequence,
        Actor actor,
        Instant occurredAt,
        Instant recordedAt,
        UUID correlationId,
        UUID causationId,
        @Nullable String traceparent,
        JsonNode data) {

    static StoredEvent of(LoggedEvent event) {
        EventEnvelope<?> envelope = event.envelope();
        String type =
                switch (event) {
                    case LoggedEvent.OfTicket(var ticket) -> MessageCatalogue.TICKET_EVENTS.nameOf(ticket.event());
                    case LoggedEvent.OfSla(var sla) -> MessageCatalogue.SLA_EVENTS.nameOf(sla.event());
                    case LoggedEvent.OfRouting(var routing) -> MessageCatalogue.ROUTING_EVENTS.nameOf(routing.event());
                };
        return new StoredEvent(
                event.source(),
                type,
                envelope.eventId(),
                envelope.ticketId(),
                envelope.sequence(),
                envelope.actor(),
                envelope.occurredAt(),
                envelope.recordedAt(),
                envelope.correlationId(),
                envelope.causationId(),
                envelope.traceparent(),
                ContractJson.mapper().valueToTree(envelope.event()));
    }

    LoggedEvent event() {
        return switch (source) {
            case TICKET -> new LoggedEvent.OfTicket(envelope(MessageCatalogue.TICKET_EVENTS));
            case SLA -> new LoggedEvent.OfSla(envelope(MessageCatalogue.SLA_EVENTS));
            case ROUTING -> new LoggedEvent.OfRouting(envelope(MessageCatalogue.ROUTING_EVENTS));
        };
    }

    private <E> EventEnvelope<E> envelope(MessageCatalogue<E> catalogue) {
        try {
            return new EventEnvelope<>(
                    eventId,
                    ticketId,
                    sequence,
                    actor,
                    occurredAt,
                    recordedAt,
                    correlationId,
                    causationId,
                    traceparent,
                    catalogue.read(type, data));
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("A timeline holds an unreadable event", e);
        }
    }
}
