package dev.traza.system.check;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.system.history.SeenTicket;
import java.util.List;
import java.util.Optional;

/** What a read model has to show of a ticket as it was. */
public final class AtVersion {

    private AtVersion() {}

    /**
     * The ticket at a version.
     *
     * @param events all of the ticket's, in order
     * @return empty if it did not exist yet
     */
    public static Optional<SeenTicket> of(List<EventEnvelope<TicketEvent>> events, long version) {
        return TicketFold.of(events, version).map(TicketFold::seen);
    }
}
