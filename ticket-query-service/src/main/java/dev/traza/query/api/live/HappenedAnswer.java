package dev.traza.query.api.live;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.query.api.ticket.TimelineItem;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Source;
import dev.traza.query.view.Ticket;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a ticket, in a stream.
 *
 * @param consistencyToken for reads of any instance that are to see it; absent where the ticket's version did not change
 */
@Schema(name = "Happened")
public record HappenedAnswer(
        UUID ticketId, String number, @Nullable String consistencyToken, TimelineItem item) {

    static HappenedAnswer of(LoggedEvent event, Ticket ticket, TimelineItem item) {
        UUID ticketId = event.envelope().ticketId();
        return new HappenedAnswer(
                ticketId,
                ticket.matter().number(),
                event.source() == Source.TICKET
                        ? new ConsistencyToken(ticketId, event.envelope().sequence()).text()
                        : null,
                item);
    }
}
