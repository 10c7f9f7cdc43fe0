package dev.traza.stack.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiExamplesTest {

    private static final String DOCUMENT = """
            openapi: 3.1.0
            components:
              schemas:
                Work:
                  type: object
                  required: [activity]
                  properties: {minutes: {type: integer, maximum: 1440}, activity: {type: string}}
            paths:
              /work:
                post:
                  requestBody:
                    content: {application/json: {schema: {$ref: '#/components/schemas/Work'}, example: %s}}
                  responses: {'204': {description: Done}}
            """;

    @Test
    void anExampleThatItsSchemaAllowsIsRight() throws IOException {
        assertThat(faults("{minutes: 25, activity: toner}")).isEmpty();
    }

    @Test
    void aMissingExampleIsNamed() throws IOException {
        String without = DOCUMENT.replace(", example: %s", "");

        assertThat(OpenApiExamples.faults(new ObjectMapper(new YAMLFactory()).readTree(without)))
                .containsExactly("POST /work, request has no example; add one for Work to openapi-examples.json");
    }

    @Test
    void anExampleWithAWrongAMissingOrAnUnknownFieldIsNamed() throws IOException {
        assertThat(faults("{minutes: 2000, activity: toner}"))
                .hasSize(1)
                .first()
                .asString()
                .contains("1440");
        assertThat(faults("{minutes: 20}")).hasSize(1).first().asString().contains("activity");
        assertThat(faults("{activity: toner, hours: 1}"))
                .hasSize(1)
                .first()
                .asString()
                .contains("hours");
    }

    private static List<String> faults(String example) throws IOException {
        return OpenApiExamples.faults(new ObjectMapper(new YAMLFactory()).readTree(DOCUMENT.formatted(example)));
    }
}
