package dev.traza.stack.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Whether every operation of an OpenAPI document has a name that can be a method of a client, and a tag that is described:
 * generated clients are called so. Names are unique over all services, as a front end uses several of their clients side by
 * side.
 */
final class OpenApiNames {

    private static final Pattern NAME = Pattern.compile("[a-z]+([A-Z][a-z]*)*");

    private OpenApiNames() {}

    /**
     * What is missing or taken, one sentence each; empty when nothing is.
     *
     * @param others the documents of the other services, by their names
     */
    static List<String> faults(JsonNode document, Map<String, JsonNode> others) {
        Map<String, String> taken = new TreeMap<>();
        others.forEach((service, other) ->
                operations(other).values().forEach(operation -> taken.put(name(operation), "operation of " + service)));
        Set<String> described = new HashSet<>();
        document.path("tags").forEach(tag -> {
            if (tag.has("description")) {
                described.add(tag.path("name").asText());
            }
        });
        List<String> faults = new ArrayList<>();
        operations(document).forEach((where, operation) -> {
            String name = name(operation);
            if (!NAME.matcher(name).matches()) {
                faults.add("%s has no name such as openTicket but \"%s\"".formatted(where, name));
            }
            String other = taken.put(name, where);
            if (other != null) {
                faults.add("%s is called %s, and so is %s".formatted(where, name, other));
            }
            if (operation.path("tags").size() != 1
                    || !described.contains(operation.path("tags").path(0).asText())) {
                faults.add("%s has not one tag that is described but %s".formatted(where, operation.path("tags")));
            }
        });
        return List.copyOf(faults);
    }

    private static Map<String, JsonNode> operations(JsonNode document) {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> operation.getValue().has("responses"))
                .forEach(operation -> operations.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), operation.getValue())));
        return operations;
    }

    private static String name(JsonNode operation) {
        return operation.path("operationId").asText();
    }
}
