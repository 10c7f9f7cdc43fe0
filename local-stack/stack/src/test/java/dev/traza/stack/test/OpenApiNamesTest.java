package dev.traza.stack.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiNamesTest {

    private static final String DOCUMENT = """
            tags: [{name: Tickets, description: What can be done}]
            paths:
              /tickets:
                post: {operationId: openTicket, tags: [Tickets], responses: {'201': {}}}
                get: {operationId: listTickets, tags: [Tickets], responses: {'200': {}}}
            """;

    @Test
    void goodNamesAreGood() throws IOException {
        assertThat(faults("", "")).isEmpty();
    }

    @Test
    void aMissingNameAWrongOneAndOneGivenTwiceAreNamed() throws IOException {
        assertThat(faults("operationId: openTicket, ", ""))
                .containsExactly("POST /tickets has no name such as openTicket but \"\"");
        assertThat(faults("openTicket", "open_ticket"))
                .containsExactly("POST /tickets has no name such as openTicket but \"open_ticket\"");
        assertThat(faults("openTicket", "listTickets"))
                .containsExactly("POST /tickets is called listTickets, and so is GET /tickets");
    }

    @Test
    void aNameThatAnotherServiceHasIsNamed() throws IOException {
        assertThat(OpenApiNames.faults(yaml(DOCUMENT), Map.of("desks", yaml(DOCUMENT))))
                .contains("POST /tickets is called openTicket, and so is operation of desks");
    }

    @Test
    void aTagThatIsNotDescribedIsNamed() throws IOException {
        assertThat(faults(", description: What can be done", ""))
                .hasSize(2)
                .first()
                .asString()
                .contains("Tickets");
    }

    private static List<String> faults(String before, String after) throws IOException {
        return OpenApiNames.faults(yaml(DOCUMENT.replace(before, after)), Map.of());
    }

    private static JsonNode yaml(String text) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(text);
    }
}
