package dev.traza.system.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in angle brackets on a page: {@code <ticket>} in an answer takes what is there, and in what follows it is
 * replaced by it.
 */
final class Blanks {

    private static final Pattern BLANK = Pattern.compile("<([a-z-]+)>");

    /** Stands for whatever there is. */
    private static final String ANYTHING = "…";

    private final Map<String, String> known = new HashMap<>();

    void put(String name, String value) {
        known.put(name, value);
    }

    /** The text with all blanks filled in. */
    String filled(String text) {
        return BLANK.matcher(text)
                .replaceAll(blank -> Matcher.quoteReplacement(Objects.requireNonNull(
                        known.get(blank.group(1)), () -> "Nothing on the page says what " + blank.group() + " is")));
    }

    /** Whether a text is as the page has it; learns what its blanks are. */
    void expect(String where, String onThePage, String seen) {
        Matcher blank = BLANK.matcher(onThePage);
        if (blank.matches() && !known.containsKey(blank.group(1))) {
            known.put(blank.group(1), seen);
        } else if (!onThePage.equals(ANYTHING)) {
            assertThat(seen).as(where).isEqualTo(filled(onThePage));
        }
    }

    /** Whether there is everything that the page has; there may be more fields. Of a list {@code …} leaves out the rest. */
    void expect(String where, JsonNode onThePage, JsonNode seen) {
        if (onThePage.isObject()) {
            onThePage
                    .properties()
                    .forEach(
                            field -> expect(where + "/" + field.getKey(), field.getValue(), seen.path(field.getKey())));
        } else if (onThePage.isArray()) {
            int listed = onThePage.size();
            boolean openEnd = listed > 0 && onThePage.get(listed - 1).asText().equals(ANYTHING);
            int compared = openEnd ? listed - 1 : listed;
            assertThat(seen.size())
                    .as("length of %s: %s", where, seen)
                    .matches(length -> openEnd ? length >= compared : length == compared);
            for (int i = 0; i < compared; i++) {
                expect(where + "/" + i, onThePage.get(i), seen.path(i));
            }
        } else if (onThePage.isTextual()) {
            assertThat(seen.isMissingNode()).as("missing: " + where).isFalse();
            expect(where, onThePage.asText(), seen.asText());
        } else {
            assertThat(seen).as(where).isEqualTo(onThePage);
        }
    }
}
