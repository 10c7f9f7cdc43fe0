package dev.traza.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measured value.
 *
 * @param benchmark that measured it
 * @param what it says; together with the benchmark it names the figure in comparisons
 * @param moreIsBetter which way a change is good
 * @param goal absent when none was set
 * @param yardstick absent when it was not measured
 * @param details what else is known of it, by name
 */
public record Figure(
        String benchmark,
        String what,
        double value,
        String unit,
        boolean moreIsBetter,
        @Nullable Goal goal,
        @Nullable Yardstick yardstick,
        Map<String, Double> details) {

    /** Makes the map unchangeable and keeps its order. */
    public Figure {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** Without goal and yardstick, of which more is better. */
    public static Figure rate(String benchmark, String what, double value, String unit) {
        return new Figure(benchmark, what, value, unit, true, null, null, Map.of());
    }

    /** Without goal and yardstick, of which less is better. */
    public static Figure cost(String benchmark, String what, double value, String unit) {
        return new Figure(benchmark, what, value, unit, false, null, null, Map.of());
    }

    /** The same with what it shall be. */
    public Figure shallBe(Goal set) {
        return new Figure(benchmark, what, value, unit, moreIsBetter, set, yardstick, details);
    }

    /** The same with what it is compared with. */
    public Figure beside(Yardstick measured) {
        return new Figure(benchmark, what, value, unit, moreIsBetter, goal, measured, details);
    }

    /** The same with more known of it. */
    public Figure with(Map<String, Double> known) {
        Map<String, Double> all = new LinkedHashMap<>(details);
        all.putAll(known);
        return new Figure(benchmark, what, value, unit, moreIsBetter, goal, yardstick, all);
    }

    /** How many times the yardstick it is. */
    public double ratio() {
        return yardstick == null ? Double.NaN : value / yardstick.value();
    }

    /** Whether both goals are met; also when there is none. */
    public boolean isGood() {
        boolean asSuch = goal == null || goal.isMetBy(value);
        boolean besideYardstick = yardstick == null
                || yardstick.goal() == null
                || yardstick.goal().isMetBy(ratio());
        return asSuch && besideYardstick;
    }

    /** Whether there is a goal at all. */
    public boolean hasGoal() {
        return goal != null || yardstick != null && yardstick.goal() != null;
    }
}
