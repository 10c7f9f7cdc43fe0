package dev.traza.query.index;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How many tickets of a question there are for each value of an attribute, whatever the question itself says of that
 * attribute: so that one who has chosen a value still sees what the others would give.
 *
 * @param values the most frequent ones, in that order; those that are equally frequent by name
 * @param absent how many tickets have no value
 * @param more how many values there are besides
 */
public record Facet(Attribute attribute, List<Value> values, int absent, int more) {

    public Facet {
        values = List.copyOf(values);
    }

    /** A value and how many tickets have it. */
    public record Value(String value, int count) {}

    static Facet of(Attribute attribute, Map<String, Integer> counts, int absent, int most) {
        List<Value> values = counts.entrySet().stream()
                .map(entry -> new Value(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Value::count).reversed().thenComparing(Value::value))
                .limit(most)
                .toList();
        return new Facet(attribute, values, absent, counts.size() - values.size());
    }
}
