package dev.traza.bench.report;

/**
 * What a figure shall be.
 *
 * @param bound in the figure's unit, or, of a goal beside a yardstick, as a multiple of that
 */
public record Goal(Direction direction, double bound) {

    /** Which way is good. */
    public enum Direction {
        AT_LEAST,
        AT_MOST
    }

    /** More is good. */
    public static Goal atLeast(double bound) {
        return new Goal(Direction.AT_LEAST, bound);
    }

    /** Less is good. */
    public static Goal atMost(double bound) {
        return new Goal(Direction.AT_MOST, bound);
    }

    /** Whether this is as good as it shall be. */
    public boolean isMetBy(double value) {
        return switch (direction) {
            case AT_LEAST -> value >= bound;
            case AT_MOST -> value <= bound;
        };
    }

    /** Short, for a table. */
    String text(String bound) {
        return switch (direction) {
            case AT_LEAST -> "≥ " + bound;
            case AT_MOST -> "≤ " + bound;
        };
    }
}
