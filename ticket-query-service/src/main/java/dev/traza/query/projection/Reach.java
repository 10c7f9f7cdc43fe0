package dev.traza.query.projection;

import dev.traza.query.log.LogPartition;
import java.util.Map;

/** How far something is in the log. */
public final class Reach {

    private Reach() {}

    /** Whether everything up to these ends is behind it. */
    public static boolean covers(Map<LogPartition, Long> reached, Map<LogPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> reached.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** The offsets of all partitions together. */
    public static long total(Map<LogPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
