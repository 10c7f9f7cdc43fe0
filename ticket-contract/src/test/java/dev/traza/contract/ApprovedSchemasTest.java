package dev.traza.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
        Set<String> types = new TreeSet<>(GENERATED.keySet());
        ContractSchemas.publicEvents().forEach(catalogue -> types.addAll(catalogue.formerNames()));

        assertThat(ApprovedFile.in(FOLDER)).extracting(ApprovedFile::name).containsExactlyInAnyOrderElementsOf(types);
    }

    @ParameterizedTest
    @MethodSource("committed")
    void everySchemaIsValidDraft202012(ApprovedFile schema) {
        var metaSchema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012));

        assertThat(metaSchema.validate(schema.json())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("committed")
    void theJarCarriesTheSchema(ApprovedFile schema) {
        assertThat(ContractJson.class.getResource("schema/" + schema.name() + ".json"))
                .isNotNull();
    }

    static List<ApprovedFile> committed() {
        return ApprovedFile.in(FOLDER);
    }

    static Iterable<String> names() {
        return GENERATED.keySet();
    }
}
