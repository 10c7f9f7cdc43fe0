package dev.traza.routing.feed;

import dev.traza.routing.desk.Workload;
import dev.traza.routing.store.WorkloadStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What agents carry, as seen during one round of decisions: read once, and changed by what the round promises. */
final class Roster {

    private final WorkloadStore store;
    private final Map<String, Workload> seen = new HashMap<>();
    private final List<WorkloadStore.Change> later = new ArrayList<>();

    Roster(WorkloadStore store) {
        this.store = store;
    }

    void look(Collection<String> agentIds) {
        seen.putAll(
                store.load(agentIds.stream().filter(id -> !seen.containsKey(id)).toList()));
    }

    Workload of(String agentId) {
        return seen.computeIfAbsent(agentId, id -> store.load(List.of(id)).getOrDefault(id, Workload.NONE));
    }

    /** Promises a ticket; not when another instance has changed the agent's workload, which is then looked at again. */
    boolean promise(String agentId, UUID ticketId, Workload.OpenTicket promise, Instant now) {
        Workload workload = of(agentId);
        List<WorkloadStore.Change> changes = new ArrayList<>();
        workload.open().forEach((id, ticket) -> {
            if (!ticket.counts(now)) {
                changes.add(new WorkloadStore.Change(agentId, id, null));
            }
        });
        changes.add(new WorkloadStore.Change(agentId, ticketId, promise));
        if (!store.isGuarded()) {
            later.addAll(changes);
        } else if (!store.applyUnchanged(agentId, workload, changes)) {
            seen.remove(agentId);
            return false;
        }
        seen.put(agentId, workload.with(ticketId, promise));
        return true;
    }

    /** Writes down what has been promised, where nobody else could have promised anything meanwhile. */
    void settle() {
        store.apply(later);
        later.clear();
    }
}
