package dev.traza.query.log;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A read model that is made from the log alone. It keeps its position in the log beside what it made, so that it goes on
 * where it was after a restart, and begins anew when it was emptied. Called by one thread.
 *
 * @param <T> what is read from the log
 */
public interface Projection<T> {

    /**
     * The next offset wanted of each of these partitions; a partition that is missing in the answer is wanted from its
     * beginning.
     *
     * @throws ReadModelAwayException if the read model cannot be reached; ask again later
     */
    Map<LogPartition, Long> positions(Collection<LogPartition> partitions) throws ReadModelAwayException;

    /**
     * Takes in what was read, in the order of the log, and then the positions after it. What was taken in before is taken
     * in again without effect.
     *
     * @throws ReadModelAwayException if the read model cannot be reached; nothing is lost when the feed goes back to
     *     {@link #positions} and reads on from there
     * @throws GapException if the read model has lost something that the log has told before
     */
    void apply(List<T> batch, Map<LogPartition, Long> next) throws ReadModelAwayException, GapException;
}
