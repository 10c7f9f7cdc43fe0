package dev.traza.query.projection;

import dev.traza.query.log.LogPartition;
import dev.traza.query.log.Projection;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.view.LoggedEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * A read model of all tickets of which several generations can be there at a time. Generations are counted from 1 and never
 * get the number of an earlier one.
 *
 * @param <P> one generation of it
 */
public interface NamedProjection<P extends Projection<LoggedEvent>> {

    /** As in addresses, health and metrics. */
    String name();

    /** Whether all nodes have it together; else each node has its own. */
    boolean isShared();

    /** Whether what people wrote has to be opened for it, which takes keys. */
    default boolean readsTexts() {
        return true;
    }

    /** Under which its state is kept: releases that cannot read each other's generations differ in it. */
    String family();

    /** The topics that it is made from. */
    List<String> topics();

    /** How a generation is called among those of all releases. */
    String label(int number);

    /** A generation, to be read and to be fed. Nothing of it need be there yet. */
    P open(int number);

    /**
     * Gives a generation's means free; what it holds stays.
     *
     * @param opened by {@link #open}, and no longer fed
     */
    void close(P opened);

    /** Of which generations of this release something is there: for all nodes, or on this one. */
    SortedSet<Integer> present() throws ReadModelAwayException;

    /** Removes all of a generation that is neither fed nor read any more; none there is all the same. */
    void drop(int number) throws ReadModelAwayException;

    /** What former or later releases left here, by the names of their generations. */
    default Set<String> ofOtherReleases() throws ReadModelAwayException {
        return Set.of();
    }

    /** The family that a generation of another release belongs to. */
    default String familyOf(String label) {
        return family();
    }

    /** Removes what another release left. */
    default void dropOfOtherRelease(String label) throws ReadModelAwayException {
        throw new IllegalArgumentException("No other release left anything: " + label);
    }

    /** The positions that a shared projection keeps for all nodes. Unlike that of its feed, anybody may ask. */
    default Map<LogPartition, Long> reached(P generation, Collection<LogPartition> partitions)
            throws ReadModelAwayException {
        return generation.positions(partitions);
    }

    /**
     * Empties a generation that was made from another log than there is.
     *
     * @return false if a person has to decide about that
     */
    default boolean beginAnew(P generation) {
        return false;
    }
}
