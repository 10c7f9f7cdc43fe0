package dev.traza.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.Samples.EventSample;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.WireRecord;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule that CloudEvents 1.0 and its Kafka binding (binary content mode) set for a record. */
class CloudEventsTest {

    private static final String PREFIX = "ce_";

    @ParameterizedTest
    @MethodSource("records")
    void contextAttributesAreHeadersWithAPrefixAndNoneComesTwice(WireRecord written) {
        List<String> names =
                Stream.of(written.headers().toArray()).map(Header::key).toList();

        assertThat(names)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith(PREFIX) || name.equals("content-type"));
    }

    @ParameterizedTest
    @MethodSource("records")
    void attributeNamesAreLowerCaseLettersAndDigitsAndShort(WireRecord written) {
        assertThat(attributes(written).keySet()).allMatch(name -> name.matches("[a-z0-9]{1,20}"));
    }

    @ParameterizedTest
    @MethodSource("records")
    void theContentTypeIsAHeaderWithoutThePrefix(WireRecord written) {
        assertThat(written.headers().lastHeader("content-type").value()).isEqualTo("application/json".getBytes(UTF_8));
        assertThat(attributes(written)).doesNotContainKey("datacontenttype");
    }

    @ParameterizedTest
    @MethodSource("records")
    void headerValuesAreUtf8TextWithoutControlCharacters(WireRecord written) throws CharacterCodingException {
        for (Header header : written.headers()) {
            String text =
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(header.value())).toString();
            assertThat(text).as(header.key()).isNotEmpty().doesNotMatch("(?s).*\\p{Cntrl}.*");
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void theRequiredAttributesAreThereAndOfTheirTypes(WireRecord written) {
        Map<String, String> attributes = attributes(written);

        assertThat(attributes).containsEntry("specversion", "1.0").containsKeys("id", "source", "type");
        assertThatCode(() -> URI.create(attributes.getOrDefault("source", " "))).doesNotThrowAnyException();
        assertThat(attributes.get("type")).matches("dev\\.traza\\.[a-z]+\\.[A-Za-z]+\\.v[1-9][0-9]*");
    }

    @ParameterizedTest
    @MethodSource("records")
    void optionalAttributesAreOfTheirTypes(WireRecord written) {
        Map<String, String> attributes = attributes(written);

        assertThatCode(() -> OffsetDateTime.parse(attributes.getOrDefault("time", "")))
                .doesNotThrowAnyException();
        assertThatCode(() -> OffsetDateTime.parse(attributes.getOrDefault("recordedtime", "")))
                .doesNotThrowAnyException();
        assertThat(URI.create(attributes.getOrDefault("dataschema", "")).isAbsolute())
                .isTrue();
        assertThat(attributes.getOrDefault("subject", "")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("records")
    void thePartitionKeyIsTheRecordsKey(WireRecord written) {
        assertThat(attributes(written)).containsEntry("partitionkey", written.key());
    }

    @ParameterizedTest
    @MethodSource("records")
    void theAuthContextSaysWhatKindOfActorItWas(WireRecord written) throws JsonProcessingException {
        Map<String, String> attributes = attributes(written);

        assertThat(attributes.get("authtype")).isIn("user", "system");
        assertThat(attributes.getOrDefault("authid", "")).isNotEmpty();
        JsonNode claims = ContractJson.mapper().readTree(attributes.getOrDefault("authclaims", "{}"));
        assertThat(claims.isObject()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("records")
    void theTraceContextHasTheFormOfW3c(WireRecord written) {
        String traceparent = attributes(written).get("traceparent");

        if (traceparent != null) {
            assertThat(traceparent).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void theValueIsTheEventsJsonAndNothingElse(WireRecord written) throws JsonProcessingException {
        JsonNode value = ContractJson.mapper().readTree(new String(written.value(), UTF_8));

        assertThat(value.isObject()).isTrue();
    }

    @Test
    void sourceAndIdTogetherNameOneEvent() {
        Set<String> seen = new HashSet<>();
        Samples.events().stream()
                .map(CloudEventsTest::write)
                .map(CloudEventsTest::attributes)
                .forEach(attributes -> assertThat(seen.add(
                                attributes.get("source") + " " + attributes.get("id") + " " + attributes.get("type")))
                        .isTrue());
    }

    @Test
    void aSequenceIsInOrderAsTextInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab")); // writes digits of its own
            assertThat(Samples.events().stream()
                            .map(sample -> attributes(write(sample)).getOrDefault("sequence", ""))
                            .toList())
                    .allMatch(sequence -> sequence.matches("[0-9]{20}"));
        } finally {
            Locale.setDefault(before);
        }
    }

    static Stream<WireRecord> records() {
        return Stream.concat(
                Samples.events().stream().map(CloudEventsTest::write),
                Samples.commands()
                        .map((CommandEnvelope envelope) -> CommandRecords.write("/routing-service", envelope)));
    }

    private static <E> WireRecord write(EventSample<E> sample) {
        return sample.records().write(sample.envelope());
    }

    private static Map<String, String> attributes(WireRecord written) {
        Map<String, String> attributes = new HashMap<>();
        written.headers().forEach(header -> {
            if (header.key().startsWith(PREFIX)) {
                attributes.put(header.key().substring(PREFIX.length()), new String(header.value(), UTF_8));
            }
        });
        return attributes;
    }
}
