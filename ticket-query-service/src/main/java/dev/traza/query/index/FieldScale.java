package dev.traza.query.index;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.lucene.util.NumericUtils;

/**
 * By what the values of custom fields, which are texts, can be narrowed to ranges. A value that reads as neither is in no
 * range.
 */
public enum FieldScale {
    /** Decimal numbers, compared as those of IEEE 754 with 64 bits. */
    NUMBER("fieldNumbers"),
    /** Dates as in {@code 2026-11-20}, as days since 1970. */
    DAY("fieldDays");

    /** Longest text that can be a number. */
    public static final int LONGEST_NUMBER = 40;

    private static final Pattern NUMBER_FORM = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,19})?");
    private static final Pattern DAY_FORM = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final String indexField;

    FieldScale(String indexField) {
        this.indexField = indexField;
    }

    String indexField() {
        return indexField;
    }

    /** Where a value is on this scale, in the scale's order; empty for what is not on it. */
    public Optional<Long> of(String value) {
        return switch (this) {
            case NUMBER -> number(value);
            case DAY -> day(value).map(LocalDate::toEpochDay);
        };
    }

    private static Optional<Long> number(String value) {
        return NUMBER_FORM.matcher(value).matches()
                ? Optional.of(NumericUtils.doubleToSortableLong(Double.parseDouble(value) + 0.0)) // -0 is 0
                : Optional.empty();
    }

    private static Optional<LocalDate> day(String value) {
        try {
            return DAY_FORM.matcher(value).matches() ? Optional.of(LocalDate.parse(value)) : Optional.empty();
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }
}
