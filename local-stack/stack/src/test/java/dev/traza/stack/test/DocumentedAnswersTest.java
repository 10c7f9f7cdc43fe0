package dev.traza.stack.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentedAnswersTest {

    private static final String DOCUMENT = """
            openapi: 3.1.0
            components:
              schemas:
                Ticket:
                  type: object
                  required: [number]
                  properties:
                    number: {type: string}
                    level: {type: integer}
            paths:
              /tickets/{id}:
                get:
                  responses:
                    '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Ticket'}}}}
              /tickets/export:
                get:
                  responses:
                    '200': {content: {application/json: {schema: {type: array}}}}
            """;

    @Test
    void anAnswerWithAllThatIsRequiredIsRightAndMayHaveMore() throws IOException {
        assertThat(faults("/tickets/7", 200, "{\"number\": \"T-7\", \"more\": 1}"))
                .isEmpty();
    }

    @Test
    void aRequiredMemberThatIsAbsentIsNamed() throws IOException {
        assertThat(faults("/tickets/7", 200, "{\"level\": 1}"))
                .hasSize(1)
                .first()
                .asString()
                .contains("GET /tickets/7, answer 200", "number");
    }

    @Test
    void aMemberOfAnotherTypeIsNamed() throws IOException {
        assertThat(faults("/tickets/7", 200, "{\"number\": \"T-7\", \"level\": \"high\"}"))
                .hasSize(1)
                .first()
                .asString()
                .contains("level");
    }

    @Test
    void anAddressWithoutABlankIsMeantBeforeOneWithIt() throws IOException {
        assertThat(faults("/tickets/export", 200, "[]")).isEmpty();
    }

    @Test
    void aSuccessThatIsNotDocumentedIsNamedAndAnUnknownAddressIsNot() throws IOException {
        assertThat(faults("/tickets/7", 202, "{}")).containsExactly("GET /tickets/7, answer 202 is not documented");
        assertThat(faults("/desks", 200, "{}")).isEmpty();
    }

    private static List<String> faults(String path, int status, String body) throws IOException {
        return DocumentedAnswers.in(DOCUMENT).faults("GET", path, status, "application/json;charset=UTF-8", body);
    }
}
