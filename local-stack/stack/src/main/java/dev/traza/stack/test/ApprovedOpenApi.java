package dev.traza.stack.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.traza.stack.process.Checkout;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The committed OpenAPI document of a service, to which people have agreed: what the service serves has to be the same, to
 * the byte, and must not break those who call what was released.
 *
 * @param file in {@code docs/openapi}
 * @param released the document of the last release, in {@code docs/openapi/released}; it need not exist
 */
public record ApprovedOpenApi(Path file, Path released) {

    private static final String APPROVE = "traza.approve";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /**
     * The document of this service.
     *
     * @param service the module's name, for example {@code sla-service}
     */
    public static ApprovedOpenApi of(String service) {
        Path documents = Checkout.find().root().resolve("docs/openapi");
        return new ApprovedOpenApi(
                documents.resolve(service + ".yaml"),
                documents.resolve("released").resolve(service + ".yaml"));
    }

    /**
     * Fails when the service serves another document; with {@code -Dtraza.approve=true} the committed one is replaced
     * instead. Fails in any case when the served one would break callers of the released one, or when an operation has no
     * good name of its own.
     *
     * @param served as {@code GET /q/openapi} answers
     * @throws AssertionError when they differ
     */
    public void mustBe(String served) throws IOException {
        mustNotBreakCallers(served);
        mustBeNamed(served);
        if (Boolean.getBoolean(APPROVE)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, served);
        }
        String approved = Files.exists(file) ? Files.readString(file) : "";
        if (!approved.equals(served)) {
            throw new AssertionError(
                    "%s is not what the service serves, from line %d on. If the change is meant, approve it: run this test with -D%s=true and commit the file."
                            .formatted(file, firstDifference(approved, served), APPROVE));
        }
    }

    /**
     * Fails when a JSON body in the document lacks an example, or has one that its schema does not allow.
     *
     * @param served as {@code GET /q/openapi} answers
     * @throws AssertionError that names each
     */
    public void mustHaveExamples(String served) throws IOException {
        List<String> faults = OpenApiExamples.faults(YAML.readTree(served));
        if (!faults.isEmpty()) {
            throw new AssertionError(file + ":\n- " + String.join("\n- ", faults));
        }
    }

    private void mustNotBreakCallers(String served) throws IOException {
        if (!Files.exists(released)) {
            return;
        }
        List<String> breaches = OpenApiGrowth.breaches(YAML.readTree(released.toFile()), YAML.readTree(served));
        if (!breaches.isEmpty()) {
            throw new AssertionError(
                    "The service would break those who call what was released (%s). Keep that, and offer the new beside it:\n- %s"
                            .formatted(released, String.join("\n- ", breaches)));
        }
    }

    private void mustBeNamed(String served) throws IOException {
        Map<String, JsonNode> others = new TreeMap<>();
        try (DirectoryStream<Path> documents = Files.newDirectoryStream(file.resolveSibling("."), "*.yaml")) {
            for (Path document : documents) {
                if (!document.getFileName().equals(file.getFileName())) {
                    others.put(document.getFileName().toString(), YAML.readTree(document.toFile()));
                }
            }
        }
        List<String> faults = OpenApiNames.faults(YAML.readTree(served), others);
        if (!faults.isEmpty()) {
            throw new AssertionError(file + ":\n- " + String.join("\n- ", faults));
        }
    }

    private static long firstDifference(String approved, String served) {
        long equal = Math.max(0, Arrays.mismatch(approved.toCharArray(), served.toCharArray()));
        return approved.chars()
                        .limit(equal)
                        .filter(character -> character == '\n')
                        .count()
                + 1;
    }
}
