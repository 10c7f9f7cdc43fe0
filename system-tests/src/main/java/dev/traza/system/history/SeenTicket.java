package dev.traza.system.history;

import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the read model shows of a ticket, or should show.
 *
 * @param level support level, 0–4
 * @param comments public and internal together
 */
public record SeenTicket(
        UUID ticketId,
        String number,
        long version,
        Status status,
        Priority priority,
        @Nullable String teamId,
        @Nullable String assigneeId,
        int level,
        String requesterId,
        String subject,
        int comments) {}
