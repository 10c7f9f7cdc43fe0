package dev.traza.contract.envelope;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands on a public topic.
 *
 * @param <E> the sealed type of the topic's events
 * @param eventId derived from its cause, so that a replay writes the same id
 * @param ticketId to which ticket it happened; of a catalog item, the id that follows from its path
 * @param sequence place in the ticket's own stream on this topic, contiguous from 1; on {@code ticket-events} it is the
 *     ticket's version
 * @param occurredAt when it happened
 * @param recordedAt when it was put on record; not before {@code occurredAt}
 * @param causationId the command, event or timer that caused it
 * @param traceparent W3C trace context of the cause
 */
public record EventEnvelope<E>(
        UUID eventId,
        UUID ticketId,
        long sequence,
        Actor actor,
        Instant occurredAt,
        Instant recordedAt,
        UUID correlationId,
        UUID causationId,
        @Nullable String traceparent,
        E event) {}
