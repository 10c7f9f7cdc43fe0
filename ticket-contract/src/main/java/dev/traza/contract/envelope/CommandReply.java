package dev.traza.contract.envelope;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a command on {@code ticket-command-replies}, written in the same transaction as the events it speaks of.
 *
 * @param subject who asked; only this person and staff may see the answer
 * @param decidedAt the decision's clock: the command's {@code acceptedAt}
 */
public record CommandReply(
        UUID commandId,
        String subject,
        Instant decidedAt,
        @Nullable String traceparent,
        CommandOutcome outcome) {}
