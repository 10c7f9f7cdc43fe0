package dev.traza.query.live;

import dev.traza.query.log.LogPartition;
import dev.traza.query.view.Source;
import java.util.Arrays;
import java.util.Map;

/**
 * How far a reader has come in the log: the next offset wanted of each partition of each topic. Belongs to one thread.
 */
public final class Places {

    private final int partitions;
    private final long[] next;

    private Places(int partitions, long[] next) {
        this.partitions = partitions;
        this.next = next;
    }

    /** The beginning of the log. */
    public static Places beginning(int partitions) {
        return new Places(partitions, new long[partitions * Source.values().length]);
    }

    /** Where a projection of the three public topics is; the beginning of what it has no place in. */
    public static Places of(Map<LogPartition, Long> positions, int partitions) {
        Map<String, Source> sources = HappeningRecords.topics();
        Places places = beginning(partitions);
        positions.forEach((partition, next) -> {
            Source source = sources.get(partition.topic());
            if (source != null && partition.partition() < partitions) {
                places.set(source, partition.partition(), next);
            }
        });
        return places;
    }

    /** A copy that goes its own way. */
    public Places copy() {
        return new Places(partitions, next.clone());
    }

    /** Partitions of each topic. */
    public int partitions() {
        return partitions;
    }

    /** The next offset wanted. */
    public long next(Source source, int partition) {
        return next[slot(source, partition)];
    }

    /** Goes to a place. */
    public void set(Source source, int partition, long offset) {
        next[slot(source, partition)] = offset;
    }

    /** Whether the reader has not had this yet. */
    public boolean wants(Happening happening) {
        return happening.offset() >= next(happening.source(), happening.partition());
    }

    /** The reader has had this, and all before it in its partition. */
    public void pass(Happening happening) {
        int slot = slot(happening.source(), happening.partition());
        next[slot] = Math.max(next[slot], happening.offset() + 1);
    }

    /** The reader has had all that another has had. */
    public void pass(Places other) {
        for (int slot = 0; slot < next.length; slot++) {
            next[slot] = Math.max(next[slot], other.next[slot]);
        }
    }

    /** Whether this reader has had all that another has had. */
    public boolean reach(Places other) {
        for (int slot = 0; slot < next.length; slot++) {
            if (next[slot] < other.next[slot]) {
                return false;
            }
        }
        return true;
    }

    /** How many records another reader has had that this one has not. */
    public long behind(Places other) {
        long behind = 0;
        for (int slot = 0; slot < next.length; slot++) {
            behind += Math.max(0, other.next[slot] - next[slot]);
        }
        return behind;
    }

    private int slot(Source source, int partition) {
        return source.ordinal() * partitions + partition;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Places places && Arrays.equals(next, places.next);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(next);
    }

    @Override
    public String toString() {
        return Arrays.toString(next);
    }
}
