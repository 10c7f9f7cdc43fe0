package dev.traza.query.index;

import java.util.Optional;

/**
 * A field that the catalog, or whoever opened the ticket, has added to it.
 *
 * @param id the field's, as in {@code customFields} of a ticket
 */
public record CustomField(String id) implements Attribute {

    /** What the parameter's name begins with; the field's id follows. */
    public static final String PREFIX = "field.";

    /** Longest id that can be asked for, in characters. */
    public static final int LONGEST_ID = 100;

    /** The field with this parameter's name. */
    public static Optional<CustomField> of(String parameter) {
        String id = parameter.startsWith(PREFIX) ? parameter.substring(PREFIX.length()) : "";
        return id.isBlank() || id.length() > LONGEST_ID ? Optional.empty() : Optional.of(new CustomField(id));
    }

    @Override
    public String parameter() {
        return PREFIX + id;
    }

    @Override
    public boolean isOptional() {
        return true;
    }

    @Override
    public boolean isForStaff() {
        return false;
    }

    @Override
    public boolean isFacet() {
        return true;
    }
}
