package dev.traza.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a type's schema has only grown: a new reader still understands every old event, and an old reader every new
 * one. Fields that may be absent may be added; everything else needs a new version of the type.
 */
final class SchemaGrowth {

    /** Keywords that must stay as they are. Titles and descriptions may be bettered. */
    private static final List<String> FIXED = List.of("type", "format", "const", "pattern", "minimum", "maximum");

    private final List<String> breaches = new ArrayList<>();

    private SchemaGrowth() {}

    /** What of the change would break a reader; empty when nothing would. */
    static List<String> breaches(JsonNode released, JsonNode now) {
        SchemaGrowth growth = new SchemaGrowth();
        growth.compare("", released, now);
        return List.copyOf(growth.breaches);
    }

    private void compare(String path, JsonNode released, @Nullable JsonNode now) {
        if (now == null) {
            breaches.add(path + " is gone");
            return;
        }
        FIXED.forEach(keyword -> {
            if (!released.path(keyword).equals(now.path(keyword))) {
                breaches.add(
                        "%s had %s %s and has %s".formatted(path, keyword, released.path(keyword), now.path(keyword)));
            }
        });
        if (!texts(released.path("enum")).equals(texts(now.path("enum")))) {
            breaches.add(path + " has other values: a reader refuses those that it does not know");
        }
        compareFields(path, released, now);
        compareIfPresent(path + "[]", released, now, "items");
        compareIfPresent(path + "{}", released, now, "additionalProperties");
        compareKinds(path, released.path("anyOf"), now.path("anyOf"));
    }

    private void compareFields(String path, JsonNode released, JsonNode now) {
        released.path("properties")
                .properties()
                .forEach(field -> compare(
                        path + "/" + field.getKey(),
                        field.getValue(),
                        now.path("properties").get(field.getKey())));
        Set<String> required = texts(released.path("required"));
        Set<String> requiredNow = texts(now.path("required"));
        required.stream()
                .filter(field -> !requiredNow.contains(field))
                .forEach(field -> breaches.add(path + "/" + field + " may be absent now: old readers count on it"));
        requiredNow.stream()
                .filter(field -> !required.contains(field))
                .forEach(field -> breaches.add(path + "/" + field + " is required now: old events do not have it"));
    }

    private void compareIfPresent(String path, JsonNode released, JsonNode now, String keyword) {
        if (released.has(keyword)) {
            compare(path, released.get(keyword), now.get(keyword));
        } else if (now.has(keyword)) {
            breaches.add(path + " is limited by " + keyword + " now");
        }
    }

    private void compareKinds(String path, JsonNode released, JsonNode now) {
        if (released.size() != now.size()) {
            breaches.add(path + " has other kinds: a reader refuses those that it does not know");
            return;
        }
        for (int i = 0; i < released.size(); i++) {
            compare(path + "<" + i + ">", released.get(i), now.get(i));
        }
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
