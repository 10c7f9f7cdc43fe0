package dev.traza.system.history;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the command service decides by, as its store's changelog has it, beside what the log of events has.
 *
 * @param kept the contents of the events in the store, each as a hash of its bytes
 * @param logged the contents of the events on the log, in the same way
 * @param archived tickets of which the store keeps no events any more
 */
public record Store(Map<EventPlace, Integer> kept, Map<EventPlace, Integer> logged, Set<UUID> archived) {

    public Store {
        kept = Map.copyOf(kept);
        logged = Map.copyOf(logged);
        archived = Set.copyOf(archived);
    }
}
