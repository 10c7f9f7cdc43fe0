package dev.traza.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed schemas are those of the records, and change only in ways that every reader survives. */
class ApprovedSchemasTest {

    static final Path FOLDER = Path.of("src/main/resources/dev/traza/contract/schema");

    private static final Map<String, JsonNode> GENERATED = ContractSchemas.generate();

    @ParameterizedTest
    @MethodSource("names")
    void theCommittedSchemaIsThatOfTheRecord(String name) {
        JsonNode generated = requireNonNull(GENERATED.get(name));

        ApprovedFile.of(FOLDER, name)
                .mustBe(generated, approved -> assertThat(SchemaGrowth.breaches(approved, generated))
                        .as(
                                "This change of %s breaks readers and needs a new version of it. (A type that was never"
                                        + " released may change: delete its schema, approve again.)",
                                name)
                        .isEmpty());
    }

    @Test
    void thereIsASchemaForEveryTypeAndNoOther() {
        assertThat(ApprovedFile.in(FOLDER))
                .extracting(ApprovedFile::name)
                .containsExactlyInAnyOrderElementsOf(GENERATED.keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everySchemaIsValidDraft202012(String name) {
        var metaSchema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012));

        assertThat(metaSchema.validate(ApprovedFile.of(FOLDER, name).json())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theJarCarriesTheSchema(String name) {
        assertThat(ContractJson.class.getResource("schema/" + name + ".json")).isNotNull();
    }

    static Iterable<String> names() {
        return GENERATED.keySet();
    }
}
