package dev.traza.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document says by hand what stands on {@code ticket-presence}. */
class PresenceRecordTest {

    private static final Path SCHEMA = Path.of("../ticket-contract/src/test/resources/asyncapi/ticket-presence.json");

    @Test
    void whatIsWrittenIsWhatTheDescriptionOfTheTopicSays() throws IOException {
        JsonNode schema = ContractJson.mapper().readTree(SCHEMA.toFile());
        JsonNode written = ContractJson.mapper()
                .valueToTree(new Presence(Ids.next(), "ana", Presence.State.TYPING, Instant.EPOCH));

        assertThat(written.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(() -> schema.path(
                        "properties")
                .fieldNames());
        assertThat(schema.path("required"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(() -> written.fieldNames());
        assertThat(schema.at("/properties/state/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(names());
    }

    private static List<String> names() {
        return Arrays.stream(Presence.State.values()).map(Enum::name).toList();
    }
}
