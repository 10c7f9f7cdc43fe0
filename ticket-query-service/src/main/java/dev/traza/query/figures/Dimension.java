package dev.traza.query.figures;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** By what figures can be grouped and narrowed. */
public enum Dimension {
    DESK,
    TEAM,
    AGENT,
    /** Narrowing to a category takes what is below it too. */
    CATEGORY,
    CHANNEL,
    PRIORITY;

    /** Stands for no value in a filter; an id cannot be told from it. */
    public static final String NONE = "none";

    /** The name that callers use. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The dimension of this name. */
    public static Optional<Dimension> of(String parameter) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.parameter().equals(parameter))
                .findFirst();
    }

    boolean admits(Set<String> wanted, @Nullable String value) {
        if (value == null) {
            return wanted.contains(NONE);
        }
        return wanted.contains(value) || (this == CATEGORY && isBelow(wanted, value));
    }

    private static boolean isBelow(Set<String> wanted, String category) {
        for (int slash = category.lastIndexOf('/'); slash > 0; slash = category.lastIndexOf('/', slash - 1)) {
            if (wanted.contains(category.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }
}
