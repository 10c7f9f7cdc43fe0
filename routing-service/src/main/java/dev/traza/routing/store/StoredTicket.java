package dev.traza.routing.store;

import dev.traza.routing.ticket.RoutedTicket;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A ticket as it is kept.
 *
 * @param revision how often it has been written; 0 when it is not there yet
 * @param decisions the causes of all decisions on it, in their order
 */
public record StoredTicket(RoutedTicket ticket, long revision, List<UUID> decisions) {

    public StoredTicket {
        decisions = List.copyOf(decisions);
    }

    /** With another state. */
    public StoredTicket with(RoutedTicket newTicket) {
        return newTicket.equals(ticket) ? this : new StoredTicket(newTicket, revision, decisions);
    }

    /** With one more decision; unchanged when it is known. */
    public StoredTicket decided(UUID causeId) {
        return decisions.contains(causeId)
                ? this
                : new StoredTicket(
                        ticket,
                        revision,
                        Stream.concat(decisions.stream(), Stream.of(causeId)).toList());
    }
}
