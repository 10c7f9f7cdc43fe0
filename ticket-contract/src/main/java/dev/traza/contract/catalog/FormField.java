package dev.traza.contract.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One field of an item's form.
 *
 * @param name under which its value stands in a ticket's {@code customFields}
 * @param label as people read it
 * @param labels the same in other languages, by BCP 47 tag
 * @param help what to write here
 * @param required whether it has to be filled in whenever it is asked
 * @param values the choices of CHOICE and MULTI_CHOICE, in order
 * @param min smallest NUMBER
 * @param max greatest NUMBER
 * @param earliest first DATE
 * @param latest last DATE
 * @param minLength fewest characters of a text, or choices of MULTI_CHOICE
 * @param maxLength most characters of a text, or choices of MULTI_CHOICE
 * @param visibleWhen when the field is asked at all; absent means always
 * @param requiredWhen when it has to be filled in although it is not {@code required}
 */
public record FormField(
        String name,
        String label,
        Map<String, String> labels,
        @Nullable String help,
        FieldType type,
        boolean required,
        List<String> values,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable LocalDate earliest,
        @Nullable LocalDate latest,
        @Nullable Integer minLength,
        @Nullable Integer maxLength,
        @Nullable FieldCondition visibleWhen,
        @Nullable FieldCondition requiredWhen) {
    public FormField {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        values = values == null ? List.of() : List.copyOf(values);
    }
}
