package dev.traza.command.ticket;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What of a ticket was taken away for good.
 *
 * @param comments that were redacted, one by one
 * @param people who were erased, and at which of the ticket's versions
 */
public record Erased(Set<UUID> comments, Map<String, Long> people) {

    static final Erased NOTHING = new Erased(Set.of(), Map.of());

    public Erased {
        comments = Set.copyOf(comments);
        people = Map.copyOf(people);
    }

    Erased with(UUID commentId) {
        Set<UUID> more = new HashSet<>(comments);
        more.add(commentId);
        return new Erased(more, people);
    }

    Erased with(String personId, long version) {
        Map<String, Long> more = new HashMap<>(people);
        more.put(personId, version);
        return new Erased(comments, more);
    }

    /** Whether nothing has happened since this person was erased, so that nothing of them can be there. */
    boolean isAlready(String personId, long version) {
        return people.getOrDefault(personId, 0L) == version;
    }
}
