package dev.traza.query.live;

import dev.traza.contract.personal.Erasing;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.query.view.Source;
import java.util.Set;
import java.util.UUID;

/**
 * That something happened to a ticket, and where the log says so. What it was is read where it is kept, as it stands there
 * by then: so nothing here has to be taken back when it is erased.
 *
 * @param partition of the topic of the source
 * @param sequence its place among the ticket's events of the source
 * @param erases whether it took texts away for good
 * @param excludes whether somebody may have been able to see the ticket before it, and not after it
 */
public record Happening(
        Source source, int partition, long offset, UUID ticketId, long sequence, boolean erases, boolean excludes) {

    /** Events after which somebody may not see the ticket any more who could. */
    private static final Set<Class<?>> EXCLUDING = Set.of(
            TicketEvent.ParticipantRemoved.class,
            TicketEvent.TicketRestored.class,
            TicketEvent.AbsorbedTicketChanged.class,
            TicketEvent.ApprovalGranted.class,
            TicketEvent.ApprovalDenied.class,
            TicketEvent.ApprovalWithdrawn.class,
            TicketEvent.ApprovalExpired.class);

    /** What an event of this type is. */
    static Happening of(Source source, int partition, long offset, UUID ticketId, long sequence, Class<?> type) {
        return new Happening(
                source,
                partition,
                offset,
                ticketId,
                sequence,
                Erasing.class.isAssignableFrom(type),
                EXCLUDING.contains(type));
    }
}
