package dev.traza.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaGrowthTest {

    private static final String RELEASED = """
            {"type": "object", "description": "old words",
             "properties": {
               "id": {"type": "string", "format": "uuid"},
               "status": {"type": "string", "enum": ["NEW", "OPEN"]},
               "note": {"type": "string"},
               "who": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
               "tags": {"type": "array", "items": {"type": "string"}},
               "extra": {"type": "object", "additionalProperties": {"type": "string"}},
               "what": {"anyOf": [{"type": "string"}, {"type": "integer"}]}},
             "required": ["id", "status"]}
            """;

    @Test
    void theSameSchemaBreaksNobody() throws JsonProcessingException {
        assertThat(breachesOf("old words", "old words")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // another word for the same
                "old words                     | new words",
                // one more field that may be absent, here and deeper
                "\"note\": {\"type\": \"string\"}, | \"note\": {\"type\": \"string\"}, \"more\": {\"type\": \"integer\"},",
                "{\"name\": {\"type\": \"string\"}}  | {\"name\": {\"type\": \"string\"}, \"age\": {\"type\": \"integer\"}}",
                // the same values in another order
                "[\"NEW\", \"OPEN\"]               | [\"OPEN\", \"NEW\"]"
            })
    void growthBreaksNobody(String before, String after) throws JsonProcessingException {
        assertThat(breachesOf(before, after)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"note\": {\"type\": \"string\"},       | ``                                  | /note",
                "\"note\":                             | \"remark\":                         | /note",
                "\"note\": {\"type\": \"string\"}        | \"note\": {\"type\": \"integer\"}      | /note",
                "\"format\": \"uuid\"                    | \"format\": \"date-time\"             | /id",
                ", \"format\": \"uuid\"                  | ``                                  | /id",
                "[\"id\", \"status\"]                    | [\"id\", \"status\", \"note\"]          | /note",
                "[\"id\", \"status\"]                    | [\"id\"]                              | /status",
                "[\"NEW\", \"OPEN\"]                     | [\"NEW\", \"OPEN\", \"CLOSED\"]         | /status",
                "[\"NEW\", \"OPEN\"]                     | [\"NEW\"]                             | /status",
                ", \"required\": [\"name\"]              | ``                                  | /who/name",
                "\"items\": {\"type\": \"string\"}       | \"items\": {\"type\": \"integer\"}     | /tags[]",
                ", \"items\": {\"type\": \"string\"}     | ``                                  | /tags[]",
                "\"additionalProperties\": {\"type\": \"string\"} | \"additionalProperties\": {\"type\": \"number\"} | /extra{}",
                "\"old words\",                        | \"old words\", \"additionalProperties\": false, | {}",
                "{\"type\": \"integer\"}]}               | {\"type\": \"integer\"}, {\"type\": \"null\"}]} | /what",
                "{\"type\": \"integer\"}]}               | {\"type\": \"boolean\"}]}               | /what<1>"
            })
    void whatBreaksAReaderIsNamed(String before, String after, String where) throws JsonProcessingException {
        assertThat(breachesOf(before, after)).isNotEmpty().allSatisfy(breach -> assertThat(breach)
                .startsWith(where));
    }

    private static Iterable<String> breachesOf(String before, String after) throws JsonProcessingException {
        assertThat(RELEASED).contains(before);
        var mapper = ContractJson.mapper();
        return SchemaGrowth.breaches(mapper.readTree(RELEASED), mapper.readTree(RELEASED.replace(before, after)));
    }
}
