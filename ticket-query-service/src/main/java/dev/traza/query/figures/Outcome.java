package dev.traza.query.figures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of an evaluation. */
public sealed interface Outcome {

    /**
     * The figure.
     *
     * @param total over all groups
     * @param groups in the order of their keys, those without a value last
     * @param unmeasured how much was left out because its time could not be measured
     */
    record Computed(Row total, List<Row> groups, long unmeasured) implements Outcome {
        public Computed {
            groups = List.copyOf(groups);
        }
    }

    /** The groups and buckets together are too many. */
    record TooManyGroups() implements Outcome {}

    /** There is too much to take the median of. */
    record TooManyTimes() implements Outcome {}

    /**
     * One group.
     *
     * @param key a value for each dimension that was asked for, in that order; null where there is none
     * @param whole over all of the period; of a level, at its end
     * @param buckets one value for each, in order
     */
    record Row(List<@Nullable String> key, Value whole, List<Value> buckets) {
        public Row {
            key = Collections.unmodifiableList(new ArrayList<>(key)); // may hold nulls
            buckets = List.copyOf(buckets);
        }
    }
}
