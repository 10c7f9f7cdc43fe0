package dev.traza.query.index;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By what a list can be narrowed to certain values. */
public enum Filter {
    STATUS,
    PRIORITY,
    TYPE,
    CHANNEL,
    /** Also finds what is below the category. */
    CATEGORY,
    DESK,
    TEAM,
    /** {@code none} finds what nobody has. */
    ASSIGNEE,
    REQUESTER,
    PARTICIPANT,
    TAG,
    LEVEL,
    /** Whose approval is waited for. */
    APPROVER;

    /** The parameter's name. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The filter with this parameter's name. */
    public static Optional<Filter> of(String parameter) {
        return Arrays.stream(values())
                .filter(filter -> filter.parameter().equals(parameter))
                .findFirst();
    }

    String field() {
        return parameter();
    }
}
