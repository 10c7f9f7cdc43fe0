package dev.traza.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/asyncapi.yaml} is what the contract makes, valid AsyncAPI 3, and true of the services. */
class AsyncApiTest {

    private static final Path FILE = Path.of("../docs/asyncapi.yaml");

    /** The official one, from the npm package {@code @asyncapi/specs} 6.11.1 (Apache-2.0). */
    private static final String SPECIFICATION = "asyncapi/3.0.0.json";

    private static final Set<String> READ_ALIKE_BY_EVERY_DRAFT = Set.of(
            "title",
            "description",
            "type",
            "format",
            "const",
            "enum",
            "pattern",
            "minimum",
            "maximum",
            "properties",
            "required",
            "items",
            "additionalProperties",
            "anyOf");

    private static final ObjectNode DOCUMENT = AsyncApiDocument.generate();

    @Test
    void theCommittedDocumentIsThatOfTheContract() throws IOException {
        new ApprovedFile(FILE).mustBe(yaml().writeValueAsString(DOCUMENT), () -> {});
    }

    @Test
    void theYamlSaysTheSame() throws IOException {
        assertThat(yaml().readTree(yaml().writeValueAsString(DOCUMENT)))
                .isEqualTo(ContractJson.mapper().readTree(DOCUMENT.toString()));
    }

    @Test
    void itIsValidAsyncApi() throws IOException {
        JsonNode specification = ContractJson.mapper()
                .readTree(AsyncApiTest.class.getClassLoader().getResource(SPECIFICATION));
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(specification);

        assertThat(schema.validate(DOCUMENT)).isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(DOCUMENT.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> assertThat(
                        DOCUMENT.at(reference.substring(1)).isObject())
                .as(reference)
                .isTrue());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyExampleIsValidAgainstItsMessage(String name) {
        JsonNode message = DOCUMENT.at("/components/messages").get(name);
        JsonSchema payload = schema(message.get("payload"));
        Stream<JsonSchema> headers = Stream.concat(
                        message.path("traits").valueStream().map(trait -> DOCUMENT.at(
                                        trait.get("$ref").textValue().substring(1))
                                .get("headers")),
                        message.has("headers") ? Stream.of(message.get("headers")) : Stream.of())
                .map(AsyncApiTest::schema);
        List<JsonSchema> headerSchemas = headers.toList();

        message.path("examples").forEach(example -> {
            assertThat(payload.validate(example.get("payload"))).isEmpty();
            headerSchemas.forEach(schema ->
                    assertThat(schema.validate(example.get("headers"))).isEmpty());
        });
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aPayloadSaysNothingThatAnotherDraftOfJsonSchemaReadsDifferently(String name) {
        // AsyncAPI takes a schema without a named format for its own, which is made from draft 07.
        assertOnlyPlainKeywords(DOCUMENT.at("/components/messages").get(name).get("payload"));
    }

    @Test
    void everyMessageSaysWhatIsInIt() {
        Set<String> withoutContent = ContractSchemas.commands()
                .flatMap(commands -> commands.names().stream()
                        .filter(name -> commands.typeOf(name).orElseThrow().getRecordComponents().length == 0))
                .collect(Collectors.toSet());

        messages().forEach(name -> {
            JsonNode payload = DOCUMENT.at("/components/messages").get(name).get("payload");
            assertThat(payload.has("properties") || payload.has("anyOf"))
                    .as(name)
                    .isEqualTo(!withoutContent.contains(name));
        });
    }

    @Test
    void everyCommandThatServicesWriteIsValidAgainstItsMessage() {
        Samples.commands()
                .map(envelope -> CommandRecords.write("/test", envelope))
                .forEach(record -> {
                    String name =
                            new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
                    assertThat(schema(DOCUMENT.at("/components/messages")
                                            .get(name)
                                            .get("payload"))
                                    .validate(json(record.value())))
                            .as(name)
                            .isEmpty();
                });
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void everyReplyIsValidAgainstItsMessage(CommandOutcome outcome) {
        CommandReply reply = new CommandReply(UUID.randomUUID(), "ana", Instant.EPOCH, null, outcome);

        assertThat(schema(DOCUMENT.at("/components/messages")
                                .get(ContractSchemas.COMMAND_REPLY)
                                .get("payload"))
                        .validate(json(ReplyRecords.write(reply).value())))
                .isEmpty();
    }

    static Stream<CommandOutcome> outcomes() {
        UUID ticketId = UUID.randomUUID();
        return Stream.of(
                new CommandOutcome.Accepted(ticketId, "T-1", 3, Status.OPEN, false),
                new CommandOutcome.ItemAccepted("hardware/printer", 2, false, true),
                new CommandOutcome.Rejected(
                        RejectionCode.TRANSITION_NOT_ALLOWED,
                        "No",
                        ticketId,
                        3L,
                        Status.CLOSED,
                        List.of("ReopenTicket"),
                        false),
                new CommandOutcome.Rejected(RejectionCode.TICKET_NOT_FOUND, "No", null, null, null, List.of(), false));
    }

    @Test
    void everyServiceUsesTheTopicsThatTheDocumentSays() throws IOException {
        Map<String, Set<String>> used = new TreeMap<>();
        for (String service : AsyncApiChannels.topicsByService().keySet()) {
            used.put(service, topicsInCodeOf(service));
        }

        assertThat(new TreeMap<>(AsyncApiChannels.topicsByService()))
                .as(
                        "AsyncApiChannels.USES says which service does what with which topic, and the code does other things")
                .isEqualTo(used);
    }

    static Iterable<String> messages() {
        return () -> DOCUMENT.at("/components/messages").fieldNames();
    }

    private static JsonNode json(byte[] value) {
        try {
            return ContractJson.mapper().readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> topicsInCodeOf(String service) throws IOException {
        Map<String, TopicSpec> constants = Arrays.stream(Topics.class.getFields())
                .filter(field -> field.getType() == TopicSpec.class)
                .collect(Collectors.toMap(field -> field.getName(), field -> {
                    try {
                        return (TopicSpec) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }));
        Set<String> topics = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("..", service, "src/main/java"))) {
            sources.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> Pattern.compile("\\bTopics\\.([A-Z_]+)\\b")
                            .matcher(text(file))
                            .results()
                            .map(match -> constants.get(match.group(1)))
                            .forEach(topic -> {
                                if (topic != null) {
                                    topics.add(topic.name());
                                }
                            }));
        }
        return topics;
    }

    private static void assertOnlyPlainKeywords(JsonNode schema) {
        schema.properties().forEach(keyword -> {
            assertThat(READ_ALIKE_BY_EVERY_DRAFT).contains(keyword.getKey());
            switch (keyword.getKey()) {
                case "properties" ->
                    keyword.getValue().properties().forEach(field -> assertOnlyPlainKeywords(field.getValue()));
                case "items", "additionalProperties" -> assertOnlyPlainKeywords(keyword.getValue());
                case "anyOf" -> keyword.getValue().forEach(AsyncApiTest::assertOnlyPlainKeywords);
                default -> {}
            }
        });
    }

    private static JsonSchema schema(JsonNode schema) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(
                        schema,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    /** Writes for people: quotes only where a reader of YAML 1.1 would take the text for something else. */
    private static ObjectMapper yaml() {
        Pattern plain = Pattern.compile("[A-Za-z#/$][\\w./#:$ ()',;-]*[\\w./)]");
        StringQuotingChecker quoting = new StringQuotingChecker.Default() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean needToQuoteValue(String value) {
                return super.needToQuoteValue(value)
                        || !plain.matcher(value).matches()
                        || value.contains(": ")
                        || value.contains(" #")
                        || value.startsWith("#");
            }
        };
        return new ObjectMapper(YAMLFactory.builder()
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                .stringQuotingChecker(quoting)
                .build());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
