package dev.traza.routing.feed;

import dev.traza.routing.desk.Workload;
import dev.traza.routing.store.WorkloadStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What agents carry, as seen during one round of decisions: read once, and changed by what the round promises. */
final class Roster {

    private final WorkloadStore store;
    private final Map<String, Workload> seen = new HashMap<>();

    Roster(WorkloadStore store) {
        this.store = store;
    }

    void look(Collection<String> agentIds) {
        seen.putAll(
                store.load(agentIds.stream().filter(id -> !seen.containsKey(id)).toList()));
    }

    Workload of(String agentId) {
        return seen.computeIfAbsent(
                agentId, id -> store.load(java.util.List.of(id)).getOrDefault(id, Workload.NONE));
    }

    /** Promises a ticket; not when another instance has changed the agent's workload, which is then looked at again. */
    boolean promise(String agentId, UUID ticketId, Workload.OpenTicket promise, Instant now) {
        Workload workload = of(agentId);
        boolean promised = store.promise(agentId, workload, ticketId, promise, now);
        if (promised) {
            seen.put(agentId, workload.with(ticketId, promise));
        } else {
            seen.remove(agentId);
        }
        return promised;
    }
}
