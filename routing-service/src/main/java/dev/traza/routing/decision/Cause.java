package dev.traza.routing.decision;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The event that a decision answers.
 *
 * @param recordedAt when the event was put on record; the time to the command is counted from here
 */
public record Cause(
        UUID eventId,
        UUID ticketId,
        UUID correlationId,
        Instant recordedAt,
        @Nullable String traceparent) {}
