package dev.traza.stack.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.traza.stack.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Holds what a service really answers against its OpenAPI document: a member that the document calls required has to be
 * there, and everything has to be of the type that it says. Whoever generated a client relies on both. For any thread.
 */
public final class DocumentedAnswers {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern IS_JSON = Pattern.compile("application/(.+\\+)?json.*");
    private static final int FIRST_ERROR = 400;

    private final JsonNode document;
    private final List<Route> routes;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private DocumentedAnswers(JsonNode document) {
        this.document = document;
        this.routes = document.path("paths").properties().stream()
                .map(path -> Route.of(path.getKey(), path.getValue()))
                .sorted(Comparator.comparingInt(Route::blanks))
                .toList();
    }

    private record Route(Pattern path, int blanks, JsonNode operations) {

        static Route of(String template, JsonNode operations) {
            String[] blanks = template.split("\\{[^}]+}", -1);
            StringBuilder pattern = new StringBuilder(Pattern.quote(blanks[0]));
            for (int i = 1; i < blanks.length; i++) {
                pattern.append("[^/]+").append(Pattern.quote(blanks[i]));
            }
            return new Route(Pattern.compile(pattern.toString()), blanks.length, operations);
        }
    }

    /** What a service serves at {@code /q/openapi}. */
    public static DocumentedAnswers in(String document) throws IOException {
        return new DocumentedAnswers(YAML.readTree(document));
    }

    /**
     * What the committed document of a service says.
     *
     * @param service the module's name, for example {@code sla-service}
     */
    public static DocumentedAnswers of(String service) throws IOException {
        return in(
                Files.readString(Checkout.find().root().resolve("docs/openapi").resolve(service + ".yaml")));
    }

    /**
     * What in an answer is not as it is documented, one sentence each; empty when all is, and for what no document is about:
     * unknown addresses, and bodies that are not JSON.
     *
     * @param path without query
     * @param contentType empty without a body
     */
    public List<String> faults(String method, String path, int status, String contentType, String body) {
        JsonNode operation = operation(method, path);
        if (operation.isMissingNode()
                || body.isEmpty()
                || !IS_JSON.matcher(contentType).matches()) {
            return List.of();
        }
        String where = "%s %s, answer %d".formatted(method, path, status);
        JsonNode answer = operation.path("responses").path(Integer.toString(status));
        if (answer.isMissingNode()) {
            return status < FIRST_ERROR ? List.of(where + " is not documented") : List.of();
        }
        JsonNode schema = answer.path("content")
                .path(contentType.replaceFirst(";.*", "").strip())
                .path("schema");
        if (schema.isMissingNode()) {
            return List.of("%s is not documented as %s".formatted(where, contentType));
        }
        try {
            return schemas
                    .computeIfAbsent(schema.toString(), _ -> compiled(schema))
                    .validate(JSON.readTree(body))
                    .stream()
                    .map(message -> where + ": " + message.getMessage())
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of(where + " is no JSON");
        }
    }

    private JsonNode operation(String method, String path) {
        return routes.stream()
                .filter(route -> route.path().matcher(path).matches())
                .map(route -> route.operations().path(method.toLowerCase(Locale.ROOT)))
                .filter(operation -> !operation.isMissingNode())
                .findFirst()
                .orElse(document.path("none"));
    }

    private JsonSchema compiled(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }
}
