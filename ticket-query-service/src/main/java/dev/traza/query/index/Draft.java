package dev.traza.query.index;

import dev.traza.query.view.Ticket;
import dev.traza.query.view.TicketView;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What others are compared with: a ticket, or what may become one.
 *
 * @param requester the id of the person it is for
 * @param apartFrom tickets that are no answer: itself, and those that are one with it
 */
public record Draft(
        String subject,
        String description,
        @Nullable String requester,
        @Nullable String category,
        Set<UUID> apartFrom) {

    public Draft {
        apartFrom = Set.copyOf(apartFrom);
    }

    /**
     * A ticket.
     *
     * @param together the tickets that go on in it
     */
    public static Draft of(TicketView view, Set<UUID> together) {
        Ticket.Matter matter = Objects.requireNonNull(view.ticket(), "opened").matter();
        return new Draft(
                matter.subject(), matter.description(), matter.requester().id(), matter.category(), together);
    }
}
