package dev.traza.kit.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Shows an example of every body in the OpenAPI document. A service writes them once, in {@value #FILE}: under
 * {@code bodies} by the name of the schema; under {@code problems} by status, what its problems say beyond what those of
 * all services do. Last of all filters.
 */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = -1)
public final class Examples implements OASFilter {

    private static final String FILE = "openapi-examples.json";

    private final Map<String, Map<String, Object>> bodies;
    private final Map<String, Map<String, Object>> problems;

    /** Made while the service is built. */
    public Examples() {
        Map<String, Map<String, Map<String, Object>>> written = read();
        bodies = written.getOrDefault("bodies", Map.of());
        problems = written.getOrDefault("problems", Map.of());
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() != null) {
            document.getPaths().getPathItems().values().stream()
                    .map(PathItem::getOperations)
                    .flatMap(operations -> operations.values().stream())
                    .forEach(this::complete);
        }
    }

    private void complete(Operation operation) {
        if (operation.getRequestBody() != null) {
            show(operation.getRequestBody().getContent());
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            show(response.getContent());
            Map<String, Object> problem = problems.get(status);
            if (problem != null) {
                mediaTypes(response.getContent()).forEach(problems -> add(problems, problem));
            }
        });
    }

    private void show(@Nullable Content content) {
        mediaTypes(content).forEach(body -> {
            String schema = body.getSchema() == null ? null : body.getSchema().getRef();
            if (schema != null && body.getExample() == null) {
                body.setExample(bodies.get(schema.substring(schema.lastIndexOf('/') + 1)));
            }
        });
    }

    private static void add(MediaType body, Map<String, Object> more) {
        if (body.getExample() instanceof Map<?, ?> general) {
            Map<Object, Object> example = new LinkedHashMap<>(general);
            example.putAll(more);
            body.setExample(example);
        }
    }

    private static Stream<MediaType> mediaTypes(@Nullable Content content) {
        return content == null || content.getMediaTypes() == null
                ? Stream.empty()
                : content.getMediaTypes().values().stream();
    }

    private static Map<String, Map<String, Map<String, Object>>> read() {
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE)) {
            return file == null ? Map.of() : new ObjectMapper().readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }
}
