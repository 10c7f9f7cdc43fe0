package dev.traza.contract.envelope;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * To whom a command's answer goes.
 *
 * @param subject who asked
 * @param partition of {@code ticket-command-replies}; absent when nobody waits
 * @param traceparent W3C trace context
 */
public record ReplyAddress(
        UUID commandId,
        String subject,
        @Nullable Integer partition,
        @Nullable String traceparent) {}
