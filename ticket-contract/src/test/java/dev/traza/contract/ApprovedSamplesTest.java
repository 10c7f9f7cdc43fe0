package dev.traza.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.traza.contract.Samples.DirectorySample;
import dev.traza.contract.Samples.EventSample;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The approved records are what is written, and are read in both directions of time. */
class ApprovedSamplesTest {

    static final Path FOLDER = Path.of("src/test/resources/samples");

    private static final List<EventSample<?>> EVENTS = Samples.events();
    private static final List<DirectorySample> DIRECTORY = Samples.directory();

    /** Maps, in which any name is known. */
    private static final Set<String> MAPS = Set.of("customFields", "names", "labels");

    /** A clock that stands still has no due time, so no sample of it can have one. */
    private static final Map<String, Set<String>> NEVER_SET =
            Map.of("dev.traza.sla.SlaPaused.v1", Set.of("/measure/dueAt"));

    @ParameterizedTest
    @FieldSource("EVENTS")
    void writingTheEventGivesTheApprovedRecord(EventSample<?> sample) throws IOException {
        ApprovedFile.of(FOLDER, sample.file())
                .mustBe(json(sample.topic(), write(sample)), approved -> assertStillUnderstood(sample, approved));
    }

    @ParameterizedTest
    @FieldSource("EVENTS")
    void readingTheApprovedRecordGivesTheEvent(EventSample<?> sample) throws UnreadableRecordException {
        JsonNode approved = ApprovedFile.of(FOLDER, sample.file()).json();

        EventEnvelope<?> read = sample.records().read(record(approved));

        assertThat(read).isEqualTo(sample.envelope());
    }

    @ParameterizedTest
    @FieldSource("EVENTS")
    void anOldReaderLosesNothingOfANewerEvent(EventSample<?> sample) throws UnreadableRecordException {
        // given a record of a later day, with fields, headers and roles that this reader has never heard of
        ObjectNode newer = ApprovedFile.of(FOLDER, sample.file()).json().deepCopy();
        addUnknownFields(newer.get("value"));
        ObjectNode headers = newer.withObject("/headers");
        headers.put("ce_tenant", "clinica-norte").put("x-unheard-of", "ñ").putNull("x-null");
        JsonNode claims = headers.path("ce_authclaims");
        if (claims.isTextual()) {
            headers.put("ce_authclaims", claims.textValue().replace("[", "[\"auditor\","));
        }

        // when the old reader reads it
        EventEnvelope<?> read = sample.records().read(record(newer));

        // then all that it knows is there
        assertThat(read).isEqualTo(sample.envelope());
    }

    @ParameterizedTest
    @FieldSource("DIRECTORY")
    void writingTheDirectoryEntryGivesTheApprovedRecord(DirectorySample sample) throws IOException {
        byte[] value = ContractJson.mapper().writeValueAsBytes(sample.entry());

        ApprovedFile.of(FOLDER, sample.file())
                .mustBe(json(
                        Topics.ROUTING_DIRECTORY, new WireRecord(sample.entry().key(), new RecordHeaders(), value)));
    }

    @ParameterizedTest
    @FieldSource("DIRECTORY")
    void readingTheApprovedRecordGivesTheDirectoryEntry(DirectorySample sample) throws IOException {
        ObjectNode approved = ApprovedFile.of(FOLDER, sample.file()).json().deepCopy();
        assertThat(readDirectory(approved)).isEqualTo(sample.entry());

        addUnknownFields(approved.get("value"));
        assertThat(readDirectory(approved)).isEqualTo(sample.entry());
    }

    @ParameterizedTest
    @MethodSource("approvedFiles")
    void everyApprovedRecordIsValidAgainstItsSchema(ApprovedFile file) {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        schemaOf(file),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());

        assertThat(schema.validate(file.json().get("value"))).isEmpty();
    }

    @Test
    void everyTypeHasASampleWithAllAndOneWithTheLeast() {
        Set<String> wanted = ContractSchemas.publicEvents()
                .flatMap(catalogue -> catalogue.names().stream())
                .flatMap(name -> Stream.of(name, name + "-minimal"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(EVENTS).extracting(EventSample::file).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void everyKindOfDirectoryEntryHasASample() {
        assertThat(DIRECTORY.stream().<Object>map(sample -> sample.entry().getClass()))
                .contains((Object[]) DirectoryEntry.class.getPermittedSubclasses());
    }

    @Test
    void noApprovedFileIsForgotten() {
        Set<String> known = new HashSet<>();
        EVENTS.forEach(sample -> known.add(sample.file()));
        DIRECTORY.forEach(sample -> known.add(sample.file()));
        known.addAll(Samples.former().keySet());

        assertThat(approvedFiles()).extracting(ApprovedFile::name).containsExactlyInAnyOrderElementsOf(known);
    }

    @ParameterizedTest
    @FieldSource("EVENTS")
    void theFullSampleSetsEveryFieldAndTheMinimalOneOnlyWhatIsRequired(EventSample<?> sample) {
        ApprovedFile file = ApprovedFile.of(FOLDER, sample.file());
        boolean minimal = sample.file().endsWith("-minimal");

        Set<String> expected = fields("", schemaOf(file), minimal);
        expected.removeAll(NEVER_SET.getOrDefault(sample.file(), Set.of()));

        assertThat(fields("", file.json().get("value"))).isEqualTo(expected);
    }

    static List<ApprovedFile> approvedFiles() {
        return ApprovedFile.in(FOLDER);
    }

    static JsonNode schemaOf(ApprovedFile sample) {
        String type = sample.name().replaceFirst("-[a-z-]+$", "");
        return ApprovedFile.of(ApprovedSchemasTest.FOLDER, type).json();
    }

    /** A record as its approved file shows it. */
    static JsonNode json(TopicSpec topic, WireRecord record) throws IOException {
        ObjectNode json = ContractJson.mapper().createObjectNode();
        json.put("topic", topic.name()).put("key", record.key());
        ObjectNode headers = json.putObject("headers");
        record.headers().forEach(header -> assertThat(headers.replace(
                        header.key(), headers.textNode(new String(header.value(), StandardCharsets.UTF_8))))
                .as("no header is written twice")
                .isNull());
        json.set("value", ContractJson.mapper().readTree(record.value()));
        return json;
    }

    /** The record that an approved file shows. */
    static WireRecord record(JsonNode approved) {
        RecordHeaders headers = new RecordHeaders();
        approved.get("headers")
                .properties()
                .forEach(header -> headers.add(
                        header.getKey(),
                        header.getValue().isNull()
                                ? null
                                : header.getValue().textValue().getBytes(StandardCharsets.UTF_8)));
        return new WireRecord(
                approved.get("key").textValue(),
                headers,
                approved.get("value").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static <E> WireRecord write(EventSample<E> sample) {
        return sample.records().write(sample.envelope());
    }

    /** What was approved once is read without loss also by the code that writes it differently now. */
    private static <E> void assertStillUnderstood(EventSample<E> sample, JsonNode approved) {
        try {
            EventEnvelope<E> read = sample.records().read(record(approved));
            JsonNode again = json(sample.topic(), sample.records().write(read));
            approved.at("/value").properties().forEach(field -> assertThat(
                            again.at("/value").get(field.getKey()))
                    .as("%s, written before: %s", sample, field.getKey())
                    .isEqualTo(field.getValue()));
        } catch (UnreadableRecordException | IOException e) {
            throw new AssertionError(sample + " as it was approved before cannot be read any more", e);
        }
    }

    private static DirectoryEntry readDirectory(JsonNode approved) throws IOException {
        return ContractJson.mapper().readValue(approved.get("value").toString(), DirectoryEntry.class);
    }

    static void addUnknownFields(JsonNode node) {
        node.properties().stream()
                .filter(field -> !MAPS.contains(field.getKey()))
                .forEach(field -> addUnknownFields(field.getValue()));
        if (node.isArray()) {
            node.forEach(ApprovedSamplesTest::addUnknownFields);
        }
        if (node instanceof ObjectNode object) {
            object.put("unheardOf", "¿qué es esto?").putNull("nothing");
            object.putObject("deep").putArray("er").add(1).addObject().put("x", 1.5);
        }
    }

    private static Set<String> fields(String path, JsonNode schema, boolean requiredOnly) {
        Set<String> paths = new TreeSet<>();
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.textValue()));
        schema.path("properties").properties().forEach(field -> {
            if (!requiredOnly || required.contains(field.getKey())) {
                String here = path + "/" + field.getKey();
                paths.add(here);
                paths.addAll(fields(here, field.getValue(), requiredOnly));
            }
        });
        if (schema.has("items") && !requiredOnly) {
            paths.addAll(fields(path + "/*", schema.get("items"), false));
        }
        return paths;
    }

    private static Set<String> fields(String path, JsonNode value) {
        Set<String> paths = new TreeSet<>();
        if (!MAPS.contains(path.substring(path.lastIndexOf('/') + 1))) {
            value.properties().forEach(field -> {
                paths.add(path + "/" + field.getKey());
                paths.addAll(fields(path + "/" + field.getKey(), field.getValue()));
            });
        }
        value.forEach(item -> {
            if (value.isArray()) {
                paths.addAll(fields(path + "/*", item));
            }
        });
        return paths;
    }
}
