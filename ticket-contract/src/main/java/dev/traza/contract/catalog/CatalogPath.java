package dev.traza.contract.catalog;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an item stands in the tree: kebab-case segments with slashes between them, such as {@code hardware/printer}.
 *
 * @param text at most 250 characters in at most 8 segments
 */
public record CatalogPath(String text) {

    /** Characters of the longest path. */
    public static final int LONGEST = 250;

    /** Segments of the longest path. */
    public static final int DEEPEST = 8;

    private static final Pattern SEGMENTS =
            Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*){0," + (DEEPEST - 1) + "}");

    /** Reads a path; empty when the text is none. */
    public static Optional<CatalogPath> parse(String text) {
        return text.length() <= LONGEST && SEGMENTS.matcher(text).matches()
                ? Optional.of(new CatalogPath(text))
                : Optional.empty();
    }

    /** Where the item above stands; empty for the top of the tree. */
    public Optional<CatalogPath> parent() {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(new CatalogPath(text.substring(0, slash)));
    }

    /** How many segments there are, from 1. */
    public int depth() {
        return 1 + (int) text.chars().filter(character -> character == '/').count();
    }
}
