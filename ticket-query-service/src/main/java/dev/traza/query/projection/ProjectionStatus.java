package dev.traza.query.projection;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * All that can be said of a projection at a moment.
 *
 * @param end offsets of all partitions of its topics together
 * @param ofOtherReleases names of generations that other releases have left
 */
public record ProjectionStatus(
        String name,
        boolean shared,
        ProjectionState state,
        List<OfGeneration> generations,
        long end,
        Collection<String> ofOtherReleases,
        Instant at) {

    /**
     * One generation.
     *
     * @param label its name among those of all releases
     * @param done offsets that are behind it; of one that each node has, on the node that is least far
     * @param nodes those of whom was heard lately
     */
    public record OfGeneration(
            Generation generation, String label, boolean serving, long done, List<NodeReport> nodes) {}
}
