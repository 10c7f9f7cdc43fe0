package dev.traza.contract.catalog;

import java.util.List;

/**
 * A question about another field of the same form.
 *
 * @param field the name of a field that stands earlier in the form
 * @param values met when the field has one of these values, or of several choices one; empty means any value at all
 */
public record FieldCondition(String field, List<String> values) {
    public FieldCondition {
        values = values == null ? List.of() : List.copyOf(values);
    }
}
