package dev.traza.system.history;

import java.util.Set;
import java.util.UUID;

/**
 * How the texts of an event stand on the log.
 *
 * @param eventId of the event
 * @param ticketId whose event it is
 * @param version of the ticket
 * @param keyIds with which its texts are sealed
 * @param inTheClear how many of its texts anybody can read
 */
public record Seal(UUID eventId, UUID ticketId, long version, Set<UUID> keyIds, int inTheClear) {

    public Seal {
        keyIds = Set.copyOf(keyIds);
    }
}
