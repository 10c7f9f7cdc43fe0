package dev.traza.kit.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * Says in every service's OpenAPI document which members an answer always has: those whose component in the record is not
 * nullable. Without that, whoever generates a client gets fields of which each may be undefined. Schemas that requests use
 * too stay as they are: what callers have to send is what bean validation asks for, and no more.
 *
 * <p>After the services' own filters, as they add answers.
 */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = 0)
public final class CertainMembers implements OASFilter {

    private final AnswerRecords records;

    /** Made while the service is built. */
    public CertainMembers(IndexView index) {
        records = new AnswerRecords(index);
    }

    /** @throws IllegalStateException if an answer is not made of a record, so that nothing is known of its members */
    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null || document.getComponents().getSchemas() == null) {
            return;
        }
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Set<String> sent = sent(document, schemas);
        schemas.forEach((name, schema) -> {
            if (!sent.contains(name) && schema.getProperties() != null) {
                require(name, schema);
            }
        });
    }

    private void require(String name, Schema schema) {
        Set<String> members = schema.getProperties().keySet();
        Optional<Set<String>> certain = records.certain(name, members);
        if (certain.isPresent()) {
            List<String> inOrder =
                    members.stream().filter(certain.get()::contains).toList();
            schema.setRequired(inOrder.isEmpty() ? null : inOrder);
        } else if (schema.getRequired() == null) {
            throw new IllegalStateException(
                    "No record has the members of the schema %s, %s: answers have to be records, and what another filter adds has to say itself what is required"
                            .formatted(name, members));
        }
    }

    /** The schemas of all that callers send, and what these are made of. */
    private static Set<String> sent(OpenAPI document, Map<String, Schema> schemas) {
        Set<String> sent = new HashSet<>();
        if (document.getPaths() != null) {
            document.getPaths().getPathItems().values().stream()
                    .map(PathItem::getOperations)
                    .flatMap(operations -> operations.values().stream())
                    .filter(operation -> operation.getRequestBody() != null)
                    .flatMap(operation -> schemas(operation.getRequestBody().getContent()))
                    .forEach(schema -> collect(schema, schemas, sent));
        }
        return sent;
    }

    private static Stream<Schema> schemas(@Nullable Content content) {
        return content == null || content.getMediaTypes() == null
                ? Stream.empty()
                : content.getMediaTypes().values().stream().flatMap(body -> Stream.ofNullable(body.getSchema()));
    }

    private static void collect(Schema schema, Map<String, Schema> schemas, Set<String> into) {
        String reference = schema.getRef();
        if (reference != null) {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            if (into.add(name)) {
                collect(schemas.getOrDefault(name, OASFactory.createSchema()), schemas, into);
            }
        }
        parts(schema).forEach(part -> collect(part, schemas, into));
    }

    private static Stream<Schema> parts(Schema schema) {
        Stream<Schema> one = Stream.of(
                        Optional.ofNullable(schema.getItems()),
                        Optional.ofNullable(schema.getAdditionalPropertiesSchema()))
                .flatMap(Optional::stream);
        Stream<Schema> named =
                schema.getProperties() == null ? Stream.empty() : schema.getProperties().values().stream();
        Stream<Schema> kinds = Stream.of(
                        Optional.ofNullable(schema.getAllOf()),
                        Optional.ofNullable(schema.getAnyOf()),
                        Optional.ofNullable(schema.getOneOf()))
                .flatMap(Optional::stream)
                .flatMap(List::stream);
        return Stream.of(one, named, kinds).flatMap(parts -> parts);
    }
}
