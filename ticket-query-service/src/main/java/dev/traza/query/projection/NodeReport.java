package dev.traza.query.projection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of its part in a projection.
 *
 * @param at by the node's clock
 * @param serving the generation that answers on this node
 */
public record NodeReport(String node, Instant at, @Nullable Integer serving, List<Fed> generations) {

    /**
     * A generation that the node feeds.
     *
     * @param state as in health: catching up, following, waiting, failed
     * @param because why it waits or has failed
     * @param done offsets that are behind it, of all partitions that this node has
     * @param caughtUp whether it holds what the log held a moment ago; of a shared one only what this node has
     */
    public record Fed(int number, String state, @Nullable String because, long done, boolean caughtUp) {}

    public NodeReport {
        generations = generations == null ? List.of() : List.copyOf(generations);
    }

    /** What the node says of one generation. */
    public Optional<Fed> of(int number) {
        return generations.stream().filter(fed -> fed.number() == number).findFirst();
    }
}
