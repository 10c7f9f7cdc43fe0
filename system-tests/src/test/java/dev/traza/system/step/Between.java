package dev.traza.system.step;

import org.jspecify.annotations.Nullable;

/**
 * Two successive steps of an operation; a kill between them finds the first one carried out and the second one on record.
 *
 * @param before absent for the moment at which the operation was asked for and nothing was decided yet
 */
public record Between(@Nullable String before, String after) implements Comparable<Between> {

    /** On record, and not decided. */
    public static Between askedAnd(String after) {
        return new Between(null, after);
    }

    /** The first is decided, the second is not. */
    public static Between steps(String before, String after) {
        return new Between(before, after);
    }

    @Override
    public int compareTo(Between other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return (before == null ? "asked" : before) + " → " + after;
    }
}
