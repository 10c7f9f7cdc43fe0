package dev.traza.stack.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Whether an OpenAPI 3.1 document has only grown: callers that were written against the released one still get through.
 * Requests may be taken more widely, answers may say more. In answers an enum may get values: callers are told to expect
 * that. (Of the libraries for this, openapi-diff reads 3.1 without its types, and takes a lost field of an answer for no
 * loss.)
 */
final class OpenApiGrowth {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final List<String> UPPER_LIMITS = List.of("maximum", "maxLength", "maxItems", "maxProperties");
    private static final List<String> LOWER_LIMITS = List.of("minimum", "minLength", "minItems", "minProperties");

    private final JsonNode released;
    private final JsonNode now;
    private final Set<String> within = new HashSet<>(); // named schemas that are being compared
    private final Set<String> breaches = new LinkedHashSet<>();

    private OpenApiGrowth(JsonNode released, JsonNode now) {
        this.released = released;
        this.now = now;
    }

    /** Which way a schema's content goes: what is harmless in one is a breach in the other. */
    private enum Direction {
        REQUEST,
        ANSWER
    }

    /** What of the change would break a caller, one sentence each; empty when nothing would. */
    static List<String> breaches(JsonNode released, JsonNode now) {
        OpenApiGrowth growth = new OpenApiGrowth(released, now);
        released.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(
                        operation -> growth.compareOperation(path.getKey(), operation.getKey(), operation.getValue())));
        return List.copyOf(growth.breaches);
    }

    private void compareOperation(String path, String method, JsonNode was) {
        String where = method.toUpperCase(Locale.ROOT) + " " + path;
        JsonNode is = now.path("paths").path(path).path(method);
        if (is.isMissingNode()) {
            breaches.add(where + " is gone");
            return;
        }
        compareParameters(where, was, is);
        compareBody(where, was.path("requestBody"), is.path("requestBody"));
        compareAnswers(where, was.path("responses"), is.path("responses"));
        compareRoles(where, was.path("security"), is.path("security"));
    }

    private void compareParameters(String where, JsonNode was, JsonNode is) {
        Map<String, JsonNode> before = parameters(released, was);
        Map<String, JsonNode> after = parameters(now, is);
        before.forEach((name, parameter) -> {
            JsonNode present = after.get(name);
            if (present == null) {
                breaches.add("%s: the parameter %s is gone; who sends it is refused".formatted(where, name));
            } else {
                compareSchema(
                        where + ": the parameter " + name,
                        parameter.path("schema"),
                        present.path("schema"),
                        Direction.REQUEST);
            }
        });
        after.forEach((name, parameter) -> {
            if (isRequired(parameter) && (!before.containsKey(name) || !isRequired(before.get(name)))) {
                breaches.add("%s: the parameter %s is required now; callers do not send it".formatted(where, name));
            }
        });
    }

    private void compareBody(String where, JsonNode was, JsonNode is) {
        if (isRequired(is) && !isRequired(was)) {
            breaches.add(where + ": a body is required now; callers do not send one");
        }
        compareContent(where + ": the request", was, is, Direction.REQUEST);
    }

    private void compareAnswers(String where, JsonNode was, JsonNode is) {
        was.properties().stream()
                .filter(answer ->
                        !answer.getKey().startsWith("4") && !answer.getKey().startsWith("5"))
                .forEach(answer -> {
                    String status = answer.getKey();
                    if (!is.has(status)) {
                        breaches.add("%s: the answer %s is gone; callers wait for it".formatted(where, status));
                    } else {
                        compareContent(
                                where + ": the answer " + status,
                                resolve(released, answer.getValue()),
                                resolve(now, is.get(status)),
                                Direction.ANSWER);
                    }
                });
    }

    private void compareContent(String where, JsonNode was, JsonNode is, Direction direction) {
        was.path("content").properties().forEach(content -> {
            JsonNode present = is.path("content").path(content.getKey());
            if (present.isMissingNode()) {
                breaches.add("%s is no %s any more".formatted(where, content.getKey()));
            } else {
                compareSchema(where, content.getValue().path("schema"), present.path("schema"), direction);
            }
        });
    }

    private void compareRoles(String where, JsonNode was, JsonNode is) {
        Set<String> lost = roles(was);
        lost.removeAll(roles(is));
        lost.forEach(role -> breaches.add("%s: the role %s may not do it any more".formatted(where, role)));
    }

    private void compareSchema(String where, JsonNode wasWritten, JsonNode isWritten, Direction direction) {
        String pair =
                wasWritten.path("$ref").asText() + " " + isWritten.path("$ref").asText();
        if (!pair.isBlank() && !within.add(pair)) {
            return; // a schema that holds itself
        }
        compareResolved(where, resolve(released, wasWritten), resolve(now, isWritten), direction);
        within.remove(pair);
    }

    private void compareResolved(String where, JsonNode was, JsonNode is, Direction direction) {
        compareTypes(where, was, is, direction);
        compareValues(where, was, is, direction);
        if (direction == Direction.REQUEST) {
            compareLimits(where, was, is);
        }
        compareFields(where, was, is, direction);
        for (String part : List.of("items", "additionalProperties")) {
            if (was.path(part).isObject() && is.path(part).isObject()) {
                compareSchema(where + "/*", was.get(part), is.get(part), direction);
            }
        }
        for (String kinds : List.of("anyOf", "oneOf", "allOf")) {
            compareKinds(where, was.path(kinds), is.path(kinds), direction);
        }
    }

    private void compareTypes(String where, JsonNode was, JsonNode is, Direction direction) {
        Set<String> before = texts(was.path("type"));
        Set<String> after = texts(is.path("type"));
        boolean understood = direction == Direction.REQUEST
                ? after.isEmpty() || (!before.isEmpty() && after.containsAll(before))
                : before.isEmpty() || (!after.isEmpty() && before.containsAll(after));
        if (!understood) {
            breaches.add("%s was of type %s and is %s".formatted(where, before, after));
        }
        boolean limited = direction == Direction.REQUEST ? is.has("format") : was.has("format");
        if (limited && !was.path("format").equals(is.path("format"))) {
            breaches.add("%s had the format %s and has %s"
                    .formatted(
                            where,
                            was.path("format").asText("-"),
                            is.path("format").asText("-")));
        }
    }

    private void compareValues(String where, JsonNode was, JsonNode is, Direction direction) {
        if (direction == Direction.ANSWER || !is.has("enum")) {
            return;
        }
        if (!was.has("enum")) {
            breaches.add("%s took any value and takes only %s".formatted(where, texts(is.path("enum"))));
            return;
        }
        Set<String> refused = texts(was.path("enum"));
        refused.removeAll(texts(is.path("enum")));
        refused.forEach(value -> breaches.add("%s does not take the value %s any more".formatted(where, value)));
    }

    private void compareLimits(String where, JsonNode was, JsonNode is) {
        UPPER_LIMITS.forEach(limit -> compareLimit(where, limit, was, is, comparison -> comparison < 0));
        LOWER_LIMITS.forEach(limit -> compareLimit(where, limit, was, is, comparison -> comparison > 0));
        if (is.has("pattern") && !is.get("pattern").equals(was.path("pattern"))) {
            breaches.add("%s has another pattern: %s"
                    .formatted(where, is.get("pattern").asText()));
        }
    }

    private void compareLimit(String where, String limit, JsonNode was, JsonNode is, IntPredicate narrower) {
        if (is.has(limit)
                && (!was.has(limit)
                        || narrower.test(is.get(limit)
                                .decimalValue()
                                .compareTo(was.get(limit).decimalValue())))) {
            breaches.add("%s takes less: %s was %s and is %s"
                    .formatted(
                            where,
                            limit,
                            was.path(limit).asText("none"),
                            is.get(limit).asText()));
        }
    }

    private void compareFields(String where, JsonNode was, JsonNode is, Direction direction) {
        was.path("properties").properties().forEach(field -> {
            JsonNode present = is.path("properties").path(field.getKey());
            String here = where + "/" + field.getKey();
            if (present.isMissingNode()) {
                breaches.add(here
                        + (direction == Direction.REQUEST
                                ? " is gone; who sends it is refused"
                                : " is gone; callers count on it"));
            } else {
                compareSchema(here, field.getValue(), present, direction);
            }
        });
        boolean request = direction == Direction.REQUEST;
        Set<String> more = texts((request ? is : was).path("required"));
        more.removeAll(texts((request ? was : is).path("required")));
        more.forEach(field -> breaches.add(where + "/" + field
                + (request ? " is required now; callers do not send it" : " may be absent now; callers count on it")));
    }

    private void compareKinds(String where, JsonNode was, JsonNode is, Direction direction) {
        boolean fits = direction == Direction.REQUEST
                ? is.size() >= was.size() && (!was.isEmpty() || is.isEmpty())
                : is.size() >= was.size();
        if (!fits) {
            breaches.add(where + " has other kinds");
            return;
        }
        for (int i = 0; i < was.size(); i++) {
            compareSchema(where + "<" + i + ">", was.get(i), is.get(i), direction);
        }
    }

    private static Map<String, JsonNode> parameters(JsonNode document, JsonNode operation) {
        Map<String, JsonNode> parameters = new TreeMap<>();
        operation.path("parameters").forEach(written -> {
            JsonNode parameter = resolve(document, written);
            parameters.put(
                    parameter.path("name").asText() + " ("
                            + parameter.path("in").asText() + ")",
                    parameter);
        });
        return parameters;
    }

    private static JsonNode resolve(JsonNode document, JsonNode written) {
        JsonNode found = written;
        while (found.has("$ref")) {
            found = document.at(found.get("$ref").asText().substring(1));
        }
        return found;
    }

    private static boolean isRequired(JsonNode part) {
        return part.path("required").asBoolean();
    }

    private static Set<String> roles(JsonNode security) {
        Set<String> roles = new LinkedHashSet<>();
        security.forEach(scheme -> scheme.forEach(list -> roles.addAll(texts(list))));
        return roles;
    }

    private static Set<String> texts(JsonNode textOrTexts) {
        List<String> texts = new ArrayList<>();
        if (textOrTexts.isArray()) {
            textOrTexts.forEach(text -> texts.add(text.asText()));
        } else if (!textOrTexts.isMissingNode()) {
            texts.add(textOrTexts.asText());
        }
        return new LinkedHashSet<>(texts);
    }
}
