package dev.traza.routing.ticket;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What routing still has to do for a ticket.
 *
 * @param placing absent when it need not be given to anybody
 * @param breaches oldest first
 * @param promisedTo the agent whom the last decision named, until the ticket is given to somebody
 */
public record Owed(
        @Nullable Placing placing,
        List<Breach> breaches,
        @Nullable String promisedTo) {

    /** Nothing. */
    public static final Owed NOTHING = new Owed(null, List.of(), null);

    public Owed {
        breaches = breaches == null ? List.of() : List.copyOf(breaches);
    }

    /** Whether there is anything to decide. */
    public boolean anything() {
        return placing != null || !breaches.isEmpty();
    }

    Owed with(@Nullable Placing newPlacing) {
        return new Owed(newPlacing, breaches, promisedTo);
    }

    Owed with(Breach another) {
        return new Owed(
                placing, Stream.concat(breaches.stream(), Stream.of(another)).toList(), promisedTo);
    }

    Owed promised(@Nullable String agentId) {
        return new Owed(placing, breaches, agentId);
    }

    Owed withoutOldestBreach() {
        return breaches.isEmpty() ? this : new Owed(placing, breaches.subList(1, breaches.size()), promisedTo);
    }

    Owed oldestBreachTriedAgain() {
        return breaches.isEmpty()
                ? this
                : new Owed(
                        placing,
                        Stream.concat(
                                        Stream.of(breaches.getFirst().triedAgain()),
                                        breaches.stream().skip(1))
                                .toList(),
                        promisedTo);
    }
}
