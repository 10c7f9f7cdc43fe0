package dev.traza.stack.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpenApiGrowthTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final String RELEASED = """
            openapi: 3.1.0
            components:
              schemas:
                Work:
                  type: object
                  required: [activity]
                  properties:
                    minutes: {type: integer, format: int32, minimum: 1, maximum: 1440}
                    activity: {type: string, maxLength: 2000}
                    kind: {type: string, enum: [CALL, VISIT]}
                    tags: {type: array, maxItems: 20, items: {type: string, maxLength: 50}}
                Ticket:
                  type: object
                  required: [number]
                  properties:
                    number: {type: string}
                    version: {type: integer, format: int64}
                    status: {$ref: '#/components/schemas/Status'}
                    parent: {$ref: '#/components/schemas/Ticket'}
                Status: {type: string, enum: [NEW, OPEN]}
            paths:
              /tickets/{id}:
                get:
                  parameters:
                  - {name: id, in: path, required: true, schema: {type: string}}
                  - {name: asOf, in: query, schema: {type: string, format: date-time}}
                  responses:
                    '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Ticket'}}}}
                    '404': {content: {application/problem+json: {schema: {type: object}}}}
                  security: [{bearer: [agent, requester]}]
                post:
                  requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Work'}}}}
                  responses:
                    '201': {content: {application/json: {schema: {$ref: '#/components/schemas/Ticket'}}}}
              /tickets:
                put: {responses: {'204': {description: Done}}}
            """;

    @Test
    void whatStaysTheSameBreaksNobody() throws IOException {
        assertThat(OpenApiGrowth.breaches(yaml(RELEASED), yaml(RELEASED))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("growth")
    void growingBreaksNobody(String before, String after) throws IOException {
        assertThat(OpenApiGrowth.breaches(yaml(RELEASED), yaml(changed(before, after))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void whatBreaksCallersIsSaidInASentence(String before, String after, String sentence) throws IOException {
        assertThat(OpenApiGrowth.breaches(yaml(RELEASED), yaml(changed(before, after))))
                .contains(sentence);
    }

    static Stream<Arguments> growth() {
        return Stream.of(
                Arguments.of("paths:\n", "paths:\n  /desks:\n    get: {responses: {'200': {description: Done}}}\n"),
                Arguments.of("maximum: 1440", "maximum: 2000"),
                Arguments.of("      required: [activity]\n", ""),
                Arguments.of("enum: [CALL, VISIT]", "enum: [CALL, VISIT, MAIL]"),
                Arguments.of("enum: [CALL, VISIT]", "description: any"),
                Arguments.of("enum: [NEW, OPEN]", "enum: [NEW, OPEN, PENDING]"),
                Arguments.of(
                        "        number: {type: string}\n",
                        "        number: {type: string}\n        more: {type: string}\n"),
                Arguments.of("required: [number]", "required: [number, version]"),
                Arguments.of("bearer: [agent, requester]", "bearer: [agent, requester, admin]"),
                Arguments.of(
                        "{name: asOf, in: query,",
                        "{name: q, in: query, schema: {type: string}}\n      - {name: asOf, in: query,"),
                Arguments.of("        '404': {content: {application/problem+json: {schema: {type: object}}}}\n", ""));
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                Arguments.of("  /tickets:\n", "  /ticket:\n", "PUT /tickets is gone"),
                Arguments.of("    post:\n", "    patch:\n", "POST /tickets/{id} is gone"),
                Arguments.of(
                        "{name: asOf,",
                        "{name: at,",
                        "GET /tickets/{id}: the parameter asOf (query) is gone; who sends it is refused"),
                Arguments.of(
                        "{name: asOf, in: query,",
                        "{name: asOf, in: query, required: true,",
                        "GET /tickets/{id}: the parameter asOf (query) is required now; callers do not send it"),
                Arguments.of(
                        "required: [activity]",
                        "required: [activity, minutes]",
                        "POST /tickets/{id}: the request/minutes is required now; callers do not send it"),
                Arguments.of(
                        "        minutes: {type: integer, format: int32, minimum: 1, maximum: 1440}\n",
                        "",
                        "POST /tickets/{id}: the request/minutes is gone; who sends it is refused"),
                Arguments.of(
                        "maximum: 1440",
                        "maximum: 60",
                        "POST /tickets/{id}: the request/minutes takes less: maximum was 1440 and is 60"),
                Arguments.of(
                        "minimum: 1,",
                        "minimum: 5,",
                        "POST /tickets/{id}: the request/minutes takes less: minimum was 1 and is 5"),
                Arguments.of(
                        "items: {type: string, maxLength: 50}",
                        "items: {type: string, maxLength: 5}",
                        "POST /tickets/{id}: the request/tags/* takes less: maxLength was 50 and is 5"),
                Arguments.of(
                        "activity: {type: string,",
                        "activity: {type: integer,",
                        "POST /tickets/{id}: the request/activity was of type [string] and is [integer]"),
                Arguments.of(
                        "enum: [CALL, VISIT]",
                        "enum: [CALL]",
                        "POST /tickets/{id}: the request/kind does not take the value VISIT any more"),
                Arguments.of(
                        "        number: {type: string}\n",
                        "",
                        "GET /tickets/{id}: the answer 200/number is gone; callers count on it"),
                Arguments.of(
                        "      required: [number]\n",
                        "",
                        "GET /tickets/{id}: the answer 200/number may be absent now; callers count on it"),
                Arguments.of(
                        "version: {type: integer, format: int64}",
                        "version: {type: string}",
                        "POST /tickets/{id}: the answer 201/version was of type [integer] and is [string]"),
                Arguments.of("'201':", "'200':", "POST /tickets/{id}: the answer 201 is gone; callers wait for it"),
                Arguments.of(
                        "bearer: [agent, requester]",
                        "bearer: [agent]",
                        "GET /tickets/{id}: the role requester may not do it any more"));
    }

    private static String changed(String before, String after) {
        assertThat(RELEASED).contains(before);
        return RELEASED.replace(before, after);
    }

    private static JsonNode yaml(String text) throws IOException {
        return YAML.readTree(text);
    }
}
