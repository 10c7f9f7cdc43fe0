package dev.traza.query.api.live;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.ticket.Merged;
import dev.traza.query.api.ticket.TicketAnswer;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A ticket that is in a list that is followed, as it is now.
 *
 * @param consistencyToken for reads of any instance that are to see it
 */
@Schema(name = "ListedTicket")
public record ListedAnswer(TicketAnswer ticket, String consistencyToken) {

    static ListedAnswer of(Merged merged, Viewer viewer) {
        return new ListedAnswer(
                TicketAnswer.of(merged, viewer),
                new ConsistencyToken(merged.view().ticketId(), merged.view().version()).text());
    }
}
