package dev.traza.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions that are written no more stand on logs for ever: what was released of them stays, and every reader reads it. */
class FormerVersionsTest {

    /** As {@code sha256sum} writes it; from the module's folder, {@code sha256sum -c} checks it too. */
    private static final Path DIGESTS = Path.of("src/test/resources/former-versions.sha256");

    private static final Map<String, EventRecords<?>> TOPICS = Map.of(
            "ticket-events",
            EventRecords.TICKET,
            "sla-events",
            EventRecords.SLA,
            "routing-events",
            EventRecords.ROUTING);

    @Test
    void everyFormerVersionHasItsSchemaAndItsTwoSamples() {
        Set<String> wanted = former().flatMap(name -> Stream.of(name, name + "-minimal"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(Samples.former().keySet())
                .as("a type that leaves a version keeps its samples, and Samples.former() says what they are today")
                .isEqualTo(wanted);
        assertThat(former()).allMatch(name -> schema(name).exists());
    }

    @Test
    void whatWasReleasedStaysToTheByte() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (ApprovedFile file : files()) {
            found.put(file.path().toString(), digest(Files.readAllBytes(file.path())));
        }
        Map<String, String> approved = approvedDigests();
        if (Boolean.getBoolean("traza.approve")) {
            Map<String, String> grown = new TreeMap<>(found);
            grown.putAll(approved); // what was approved once is not approved again
            approved = grown;
            Files.writeString(
                    DIGESTS,
                    grown.entrySet().stream()
                            .map(entry -> entry.getValue() + "  " + entry.getKey() + "\n")
                            .collect(Collectors.joining()));
        }

        assertThat(found)
                .as(
                        "The schemas and samples of former versions are as they were released. New ones are listed by"
                                + " -Dtraza.approve=true in %s; those that are listed never change.",
                        DIGESTS)
                .isEqualTo(approved);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aRecordOfAFormerVersionIsReadAsTheEventOfToday(ApprovedFile sample) throws UnreadableRecordException {
        ObjectNode written = sample.json().deepCopy();
        assertThat(records(written).read(ApprovedSamplesTest.record(written)).event())
                .isEqualTo(Samples.former().get(sample.name()));

        // also when that version grew later
        ApprovedSamplesTest.addUnknownFields(written.get("value"));
        assertThat(records(written).read(ApprovedSamplesTest.record(written)).event())
                .isEqualTo(Samples.former().get(sample.name()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothingButTheVersionChangesWhenItIsWrittenAgain(ApprovedFile sample)
            throws UnreadableRecordException, IOException {
        JsonNode former = sample.json();

        JsonNode again = writtenAgain(records(former), ApprovedSamplesTest.record(former));

        String type = again.at("/headers/ce_type").textValue();
        assertThat(type).isNotEqualTo(former.at("/headers/ce_type").textValue());
        ObjectNode headers = former.get("headers").deepCopy();
        headers.put("ce_type", type)
                .put("ce_dataschema", again.at("/headers/ce_dataschema").textValue());
        assertThat(again.get("headers")).isEqualTo(headers);
        var present = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema(type).json());
        assertThat(present.validate(again.get("value"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatAFormerVersionAlwaysHadMustBeThere(ApprovedFile sample) {
        JsonNode schema = ApprovedSamplesTest.schemaOf(sample);
        for (JsonNode field : schema.path("required")) {
            for (boolean asNull : new boolean[] {true, false}) {
                ObjectNode broken = sample.json().deepCopy();
                ObjectNode value = broken.withObject("/value");
                if (asNull) {
                    value.putNull(field.textValue());
                } else {
                    value.remove(field.textValue());
                }

                assertUnreadable(broken, field.textValue());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "\"25\"", "35791395", "-35791395", "99999999999", "1e999999999", "[]", "{}", "true"})
    void minutesThatNeverWereAreRefused(String minutes) throws IOException {
        ObjectNode broken = ApprovedFile.of(ApprovedSamplesTest.FOLDER, "dev.traza.ticket.WorkLogged.v1")
                .json()
                .deepCopy();
        broken.withObject("/value").set("minutes", ContractJson.mapper().readTree(minutes));

        assertUnreadable(broken, "");
    }

    static List<ApprovedFile> samples() {
        return Samples.former().keySet().stream()
                .sorted()
                .map(name -> ApprovedFile.of(ApprovedSamplesTest.FOLDER, name))
                .toList();
    }

    private static Stream<String> former() {
        return ContractSchemas.publicEvents().flatMap(catalogue -> catalogue.formerNames().stream());
    }

    private static List<ApprovedFile> files() {
        return Stream.concat(former().map(FormerVersionsTest::schema), samples().stream())
                .toList();
    }

    private static ApprovedFile schema(String type) {
        return ApprovedFile.of(ApprovedSchemasTest.FOLDER, type);
    }

    private static EventRecords<?> records(JsonNode sample) {
        return requireNonNull(TOPICS.get(sample.get("topic").textValue()));
    }

    private static <E> JsonNode writtenAgain(EventRecords<E> records, WireRecord former)
            throws UnreadableRecordException, IOException {
        WireRecord again = records.write(records.read(former));
        return ApprovedSamplesTest.json(Topics.TICKET_EVENTS, again);
    }

    private static void assertUnreadable(JsonNode broken, String because) {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> records(broken).read(ApprovedSamplesTest.record(broken)))
                .withMessageContaining(because);
    }

    private static Map<String, String> approvedDigests() throws IOException {
        Map<String, String> digests = new TreeMap<>();
        if (Files.exists(DIGESTS)) {
            Files.readAllLines(DIGESTS).forEach(line -> {
                String[] parts = line.split("  ", 2);
                digests.put(parts[1], parts[0]);
            });
        }
        return digests;
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has it", e);
        }
    }
}
