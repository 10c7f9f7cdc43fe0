package dev.traza.query.api.search;

import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.query.view.Ticket;
import dev.traza.query.view.TicketView;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to recognise a ticket.
 *
 * @param requester id and name of who asked
 * @param resolutionText how it was solved, when it was
 */
public record TicketBrief(
        UUID ticketId,
        String number,
        String subject,
        Status status,
        Priority priority,
        Asker requester,
        @Nullable String team,
        @Nullable String assignee,
        @Nullable ResolutionCode resolutionCode,
        @Nullable String resolutionText,
        Instant createdAt,
        Instant updatedAt) {

    /** Who asked. */
    @Schema(name = "TicketAsker")
    public record Asker(String id, @Nullable String name) {}

    static TicketBrief of(TicketView view) {
        Ticket ticket = Objects.requireNonNull(view.ticket(), "only opened tickets are found");
        Ticket.Matter matter = ticket.matter();
        return new TicketBrief(
                view.ticketId(),
                matter.number(),
                matter.subject(),
                ticket.status(),
                ticket.importance().priority(),
                new Asker(matter.requester().id(), matter.requester().name()),
                ticket.teamId(),
                ticket.assigneeId(),
                ticket.outcome().code(),
                ticket.outcome().text(),
                ticket.createdAt(),
                ticket.updatedAt());
    }
}
