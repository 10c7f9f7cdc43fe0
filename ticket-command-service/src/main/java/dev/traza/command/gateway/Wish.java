package dev.traza.command.gateway;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.TicketCommand;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of a ticket.
 *
 * @param commandId the same for a repeat
 * @param occurredAt when the matter happened; absent means now
 * @param expectedVersion the only version of the ticket on which it may be done
 * @param requestHash of the request's content
 * @param waits whether the caller waits for the decision, or only for the command to be on record
 */
public record Wish(
        UUID commandId,
        TicketRef ticket,
        Actor actor,
        TicketCommand command,
        @Nullable Instant occurredAt,
        @Nullable Long expectedVersion,
        String requestHash,
        boolean waits) {}
