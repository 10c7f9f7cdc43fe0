package dev.traza.routing.desk;

import dev.traza.contract.ticket.Priority;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an agent carries at present.
 *
 * @param revision counts every change
 * @param open the agent's tickets that are neither resolved nor closed, and those promised but not yet confirmed
 */
public record Workload(AgentStatus status, long revision, Map<UUID, OpenTicket> open) {

    /** An agent nothing is known of: available and idle. */
    public static final Workload NONE = new Workload(AgentStatus.AVAILABLE, 0, Map.of());

    public Workload {
        open = Map.copyOf(open);
    }

    /**
     * A ticket in an agent's hands.
     *
     * @param promisedUntil when a promise that was never confirmed ends; absent once the ticket is the agent's
     */
    public record OpenTicket(Priority priority, @Nullable Instant promisedUntil) {

        /** Whether it counts at this moment. */
        public boolean counts(Instant now) {
            return promisedUntil == null || now.isBefore(promisedUntil);
        }
    }

    /** What counts at this moment, leaving out the ticket that is being decided on. */
    public Map<UUID, OpenTicket> counting(Instant now, UUID without) {
        Map<UUID, OpenTicket> counting = new HashMap<>(open);
        counting.values().removeIf(ticket -> !ticket.counts(now));
        counting.remove(without);
        return counting;
    }

    /** With one more ticket, at the next revision. */
    public Workload with(UUID ticketId, OpenTicket ticket) {
        Map<UUID, OpenTicket> more = new HashMap<>(open);
        more.put(ticketId, ticket);
        return new Workload(status, revision + 1, more);
    }
}
