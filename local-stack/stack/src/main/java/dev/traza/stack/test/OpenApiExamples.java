package dev.traza.stack.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether every JSON body of an OpenAPI 3.1 document has an example, and each example is what its schema says. */
final class OpenApiExamples {

    private final JsonNode document;
    private final JsonNode strict;
    private final List<String> faults = new ArrayList<>();

    private OpenApiExamples(JsonNode document) {
        this.document = document;
        strict = document.deepCopy();
        // Callers may meet fields they do not know; an example has none that the document does not know.
        strict.path("components").path("schemas").forEach(schema -> {
            if (schema instanceof ObjectNode object
                    && object.has("properties")
                    && !object.path("description").asText().contains("further members")) {
                object.put("additionalProperties", false);
            }
        });
    }

    /** What is missing or wrong, one sentence each; empty when nothing is. */
    static List<String> faults(JsonNode document) {
        OpenApiExamples examples = new OpenApiExamples(document);
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> operation.getValue().has("responses"))
                .forEach(operation -> examples.check(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), operation.getValue())));
        return List.copyOf(examples.faults);
    }

    private void check(String where, JsonNode operation) {
        checkContent(where + ", request", operation.path("requestBody"));
        operation
                .path("responses")
                .properties()
                .forEach(answer -> checkContent(where + ", answer " + answer.getKey(), answer.getValue()));
    }

    private void checkContent(String where, JsonNode body) {
        body.path("content").properties().stream()
                .filter(content -> content.getKey().matches("application/(.+\\+)?json"))
                .forEach(content -> checkExample(where, content.getValue()));
    }

    private void checkExample(String where, JsonNode content) {
        JsonNode example = content.path("example");
        String schema = content.path("schema").path("$ref").asText();
        if (example.isMissingNode()) {
            faults.add("%s has no example; add one for %s to openapi-examples.json"
                    .formatted(where, schema.substring(schema.lastIndexOf('/') + 1)));
            return;
        }
        for (ValidationMessage message : validate(schema, example)) {
            faults.add("%s: the example is not a %s: %s"
                    .formatted(where, schema.substring(schema.lastIndexOf('/') + 1), message.getMessage()));
        }
    }

    private Set<ValidationMessage> validate(String schema, JsonNode example) {
        ObjectNode whole = ((ObjectNode) document).objectNode();
        whole.put("$ref", schema);
        whole.set("components", strict.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                .validate(example);
    }
}
