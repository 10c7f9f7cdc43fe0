package dev.traza.query.index;

import java.util.Arrays;
import java.util.Optional;

/** By what a list can be sorted. Tickets without a value come last in either direction. */
public enum SortField {
    CREATED_AT("createdAt"),
    UPDATED_AT("updatedAt"),
    /** From low to critical. */
    PRIORITY("priority"),
    /** In the order of a ticket's life. */
    STATUS("status"),
    LEVEL("level"),
    NUMBER("number"),
    RESOLVED_AT("resolvedAt"),
    /** The earliest due time of the clocks that run. */
    DUE_AT("dueAt"),
    /** How well the text matches; descending only. */
    RELEVANCE("relevance");

    private final String parameter;

    SortField(String parameter) {
        this.parameter = parameter;
    }

    /** The name in {@code sort}. */
    public String parameter() {
        return parameter;
    }

    /** The field with this name. */
    public static Optional<SortField> of(String parameter) {
        return Arrays.stream(values())
                .filter(field -> field.parameter.equals(parameter))
                .findFirst();
    }

    String field() {
        return "by_" + parameter;
    }
}
