package dev.traza.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.routing.DirectoryEntry;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schemas of everything public, made from the records: what is not {@code @Nullable} is required, and every
 * object is left open, so that whoever validates with an old schema accepts a newer event.
 */
final class ContractSchemas {

    /** The directory has no {@code ce_type}; its schema is named as if it had. */
    static final String DIRECTORY_ENTRY = "dev.traza.routing.DirectoryEntry.v1";

    /** Replies have no {@code ce_type} either. */
    static final String COMMAND_REPLY = "dev.traza.ticket.CommandReply.v1";

    private final JavadocTexts javadoc = JavadocTexts.ofThisModule();
    private final SchemaGenerator generator;

    private ContractSchemas() {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        new ObjectMapper(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule())
                .with(
                        Option.INLINE_ALL_SCHEMAS, // one file says it all
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.EXTRA_OPEN_API_FORMAT_VALUES);
        builder.forTypesInGeneral().withPropertySorter((one, other) -> 0); // as declared
        builder.forFields()
                .withRequiredCheck(field -> !field.isFakeContainerItemScope()
                        && !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class))
                .withDescriptionResolver(this::description);
        generator = new SchemaGenerator(builder.build());
    }

    /** All schemas by the name of their type. */
    static Map<String, JsonNode> generate() {
        ContractSchemas schemas = new ContractSchemas();
        Map<String, JsonNode> byName = new TreeMap<>();
        publicEvents().forEach(catalogue -> catalogue
                .names()
                .forEach(name -> byName.put(
                        name, schemas.schema(name, catalogue.typeOf(name).orElseThrow()))));
        byName.put(DIRECTORY_ENTRY, schemas.schema(DIRECTORY_ENTRY, DirectoryEntry.class));
        return byName;
    }

    /** Schemas of what only Traza's own services read, by the same names; no file keeps them, they change with the code. */
    static Map<String, JsonNode> internal() {
        ContractSchemas schemas = new ContractSchemas();
        Map<String, JsonNode> byName = new TreeMap<>();
        commands().forEach(catalogue -> catalogue
                .names()
                .forEach(name -> byName.put(
                        name, schemas.schema(name, catalogue.typeOf(name).orElseThrow()))));
        byName.put(COMMAND_REPLY, schemas.schema(COMMAND_REPLY, CommandReply.class));
        return byName;
    }

    /** The families of commands. */
    static Stream<MessageCatalogue<?>> commands() {
        return Stream.of(MessageCatalogue.TICKET_COMMANDS, MessageCatalogue.CATALOG_COMMANDS);
    }

    /** The families of events that anyone may subscribe to. */
    static Stream<MessageCatalogue<?>> publicEvents() {
        return Stream.of(
                MessageCatalogue.TICKET_EVENTS,
                MessageCatalogue.SLA_EVENTS,
                MessageCatalogue.ROUTING_EVENTS,
                MessageCatalogue.CATALOG_EVENTS);
    }

    private JsonNode schema(String name, Class<?> type) {
        ObjectNode generated = generator.generateSchema(type);
        ObjectNode schema = generated.objectNode();
        schema.set("$schema", generated.get("$schema"));
        schema.put("$id", "https://traza.dev/schemas/" + name + ".json");
        schema.put("title", name);
        schema.put("description", requireNonNull(javadoc.of(type), type + " says nothing about itself"));
        return schema.setAll(generated);
    }

    private @Nullable String description(FieldScope field) {
        String ofComponent = field.isFakeContainerItemScope()
                ? null
                : javadoc.ofComponent(field.getRawMember().getDeclaringClass(), field.getDeclaredName());
        return ofComponent != null ? ofComponent : javadoc.of(field.getType().getErasedType());
    }
}
