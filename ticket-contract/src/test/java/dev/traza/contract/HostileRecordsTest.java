package dev.traza.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.traza.contract.Samples.EventSample;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Anyone who may write to a topic can write anything. Whatever stands there, a reader gets a whole message or an
 * {@link UnreadableRecordException} that quotes nothing of it; any other exception would stop a consumer for good.
 */
class HostileRecordsTest {

    private static final String SECRET = "Lucia-s3cret";
    private static final byte[] NOT_UTF_8 = {'a', (byte) 0xC3, (byte) 0x28, (byte) 0xFF};
    private static final List<String> ENVELOPE = List.of(
            "ce_id",
            "ce_type",
            "ce_subject",
            "ce_time",
            "ce_recordedtime",
            "ce_correlationid",
            "ce_authtype",
            "ce_authid");

    private static final List<EventSample<?>> EVENTS = Samples.events();

    /** Reads a record of one kind. */
    private interface Reader {
        Object read(WireRecord written) throws UnreadableRecordException;
    }

    /** A record that can be read, and by whom. */
    private record Readable(String name, WireRecord written, Reader reader) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("requiredHeaders")
    void aRequiredHeaderMustBeThere(Readable readable, String header) {
        for (byte @Nullable [] value : new byte[] @Nullable [] {null, {}}) {
            assertUnreadable(readable, withHeader(readable.written(), header, value), header);
        }
        WireRecord without = copy(readable.written());
        without.headers().remove(header);
        assertUnreadable(readable, without, header);
    }

    @ParameterizedTest
    @MethodSource("malformedHeaders")
    void aMalformedHeaderIsNamedAndNotQuoted(Readable readable, String header, String value) {
        assertUnreadable(readable, withHeader(readable.written(), header, value.getBytes(UTF_8)), "");
    }

    @ParameterizedTest
    @MethodSource("headersThatAreRead")
    void aHeaderThatIsNotUtf8IsRefused(Readable readable, String header) {
        assertUnreadable(readable, withHeader(readable.written(), header, NOT_UTF_8), header);
    }

    @ParameterizedTest
    @MethodSource("headersThatAreRead")
    void theLastOfSeveralHeadersCounts(Readable readable, String header) throws UnreadableRecordException {
        // given a hostile header before the good ones
        RecordHeaders headers = new RecordHeaders();
        headers.add(header, NOT_UTF_8);
        readable.written().headers().forEach(headers::add);

        Object read = readable.reader()
                .read(new WireRecord(
                        readable.written().key(), headers, readable.written().value()));

        assertThat(read).isEqualTo(readable.reader().read(readable.written()));
    }

    @ParameterizedTest
    @MethodSource("headersThatAreRead")
    void aHugeHeaderDoesNoHarm(Readable readable, String header) {
        for (String unit : List.of("9", "-", "a", "T-1", "{\"roles\":[", "[", "\"", "ñ")) {
            assertReadOrRefused(
                    readable,
                    withHeader(readable.written(), header, unit.repeat(300_000).getBytes(UTF_8)));
        }
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void aValueThatIsNoMessageIsRefused(Readable readable, byte @Nullable [] value) {
        assertUnreadable(readable, withValue(readable.written(), value), "");
    }

    @ParameterizedTest
    @FieldSource("EVENTS")
    void aFieldThatIsNeverAbsentMustBeThere(EventSample<?> sample) {
        ApprovedFile file = ApprovedFile.of(ApprovedSamplesTest.FOLDER, sample.file());
        JsonNode approved = file.json();
        JsonNode schema = ApprovedSamplesTest.schemaOf(file);

        for (String pointer : requiredScalars("", schema)) {
            int cut = pointer.lastIndexOf('/');
            String name = pointer.substring(cut + 1);
            for (boolean asNull : new boolean[] {true, false}) {
                JsonNode broken = approved.deepCopy();
                ObjectNode parent = (ObjectNode) broken.at("/value" + pointer.substring(0, cut));
                if (asNull) {
                    parent.putNull(name);
                } else {
                    parent.remove(name);
                }
                assertThatExceptionOfType(UnreadableRecordException.class)
                        .as("%s %s", pointer, asNull ? "is null" : "is absent")
                        .isThrownBy(() -> sample.records().read(ApprovedSamplesTest.record(broken)))
                        .withMessageContaining(name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noAccidentOnTheWayMakesAReaderFailOtherwise(long seed) {
        Random random = new Random(seed);
        List<Readable> readables = readables().toList();
        for (int i = 0; i < 3000; i++) {
            Readable readable = readables.get(random.nextInt(readables.size()));
            assertReadOrRefused(readable, damaged(readable.written(), random));
        }
    }

    static Stream<Arguments> requiredHeaders() {
        return Stream.concat(
                Stream.of(event(), command())
                        .flatMap(readable -> ENVELOPE.stream().map(header -> Arguments.of(readable, header))),
                Stream.of(Arguments.of(event(), "ce_sequence"), Arguments.of(event(), "ce_causationid")));
    }

    static Stream<Arguments> headersThatAreRead() {
        return Stream.of(event(), command()).flatMap(readable -> Stream.of(
                        readable.written().headers().toArray())
                .map(Header::key)
                .filter(header -> !List.of(
                                "ce_specversion", "ce_source", "content-type", "ce_dataschema", "ce_partitionkey")
                        .contains(header))
                .map(header -> Arguments.of(readable, header)));
    }

    static Stream<Arguments> malformedHeaders() {
        List<String> badIds = List.of(SECRET, "1-1-1-1-1", "01a1fe6a22b87c319d0e5b7f3a1c2e4d", " ", "null");
        List<String> badTimes =
                List.of(SECRET, "2026-11-20", "2026-11-20T14:02:11", "1795183331342", "2026-13-01T00:00:00Z");
        List<String> badNumbers = List.of(SECRET, "1.5", "0x1", "1e3", " 1", "9223372036854775808");
        List<String> badClaims = List.of(
                SECRET,
                "null",
                "[]",
                "1",
                "\"" + SECRET + "\"",
                "{\"roles\":null}x",
                "{\"roles\":[null]}",
                "{\"roles\":\"agent\"}",
                "{\"roles\":[{}]}",
                "{\"roles\":[[\"agent\"]]}",
                "{\"roles\":[\"agent\"],\"onBehalfOf\":{}}",
                "{\"roles\":[\"agent\"]",
                "{\"roles\":" + "[".repeat(100_000));
        Stream<Arguments> ofBoth = Stream.of(event(), command()).flatMap(readable -> Stream.of(
                        headers("ce_id", badIds),
                        headers("ce_correlationid", badIds),
                        headers("ce_causationid", badIds),
                        headers("ce_subject", badIds),
                        headers("ce_time", badTimes),
                        headers("ce_recordedtime", badTimes),
                        headers("ce_authtype", List.of(SECRET, "USER", "unauthenticated", "user ")),
                        headers("ce_authclaims", badClaims),
                        headers(
                                "ce_type",
                                List.of(
                                        SECRET,
                                        "dev.traza.ticket.TicketOpened.v2",
                                        "dev.traza.sla.SlaMet.v1",
                                        "java.lang.String")))
                .flatMap(header -> header)
                .map(header -> Arguments.of(readable, header.get()[0], header.get()[1])));
        Stream<Arguments> ofOne = Stream.of(
                        headers("ce_expectedversion", badNumbers),
                        headers("ce_replypartition", badNumbers),
                        headers("ce_replypartition", List.of("-1", "2147483648")),
                        headers("ce_reopenwindow", List.of(SECRET, "3 days", "P1Y", "")))
                .flatMap(header -> header)
                .map(header -> Arguments.of(command(), header.get()[0], header.get()[1]));
        Stream<Arguments> sequence = headers("ce_sequence", badNumbers)
                .map(header -> Arguments.of(event(), header.get()[0], header.get()[1]));
        return Stream.of(ofBoth, ofOne, sequence).flatMap(each -> each);
    }

    static Stream<Arguments> badValues() {
        String deep = "{\"a\":".repeat(50_000);
        Stream<byte @Nullable []> values = Stream.concat(
                Stream.of(new byte[][] {null, NOT_UTF_8}),
                Stream.of(
                                "",
                                " ",
                                "null",
                                "true",
                                "7",
                                "[]",
                                "{}",
                                "[{}]",
                                "\"" + SECRET + "\"",
                                SECRET,
                                "{\"status\":\"" + SECRET + "\"}",
                                "{\"" + SECRET + "\":1",
                                "{\"status\":0}",
                                deep,
                                "[".repeat(100_000))
                        .map(text -> text.getBytes(UTF_8)));
        return values.flatMap(value -> readables().map(readable -> Arguments.of(readable, value)));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 5);
    }

    private static Stream<Readable> readables() {
        return Stream.of(event(), command(), reply());
    }

    private static Readable event() {
        JsonNode approved = ApprovedFile.of(ApprovedSamplesTest.FOLDER, "dev.traza.ticket.TicketOpened.v1")
                .json();
        return new Readable("event", ApprovedSamplesTest.record(approved), EventRecords.TICKET::read);
    }

    private static Readable command() {
        return new Readable(
                "command",
                CommandRecords.write(
                        "/ticket-command-service",
                        Samples.commands().findFirst().orElseThrow()),
                CommandRecords::readAny);
    }

    private static Readable reply() {
        CommandReply reply = new CommandReply(
                Ids.next(),
                "ana",
                Instant.EPOCH,
                null,
                new CommandOutcome.Accepted(Ids.next(), "T-1042", 3, Status.OPEN, false));
        return new Readable("reply", ReplyRecords.write(reply), ReplyRecords::read);
    }

    private static Stream<Arguments> headers(String name, List<String> values) {
        return values.stream().map(value -> Arguments.of(name, value));
    }

    private static List<String> requiredScalars(String path, JsonNode schema) {
        List<String> found = new ArrayList<>();
        schema.path("required").forEach(name -> {
            String here = path + "/" + name.textValue();
            JsonNode field = requireNonNull(schema.path("properties").get(name.textValue()));
            // a list or map that is left out is taken for an empty one
            if (!field.has("items") && !field.has("additionalProperties")) {
                found.add(here);
                found.addAll(requiredScalars(here, field));
            }
        });
        return found;
    }

    private static WireRecord damaged(WireRecord written, Random random) {
        WireRecord damaged = copy(written);
        byte[] value = damaged.value();
        switch (random.nextInt(4)) {
            case 0 -> value[random.nextInt(value.length)] = (byte) random.nextInt();
            case 1 -> damaged = withValue(damaged, Arrays.copyOf(value, random.nextInt(value.length)));
            case 2 -> damaged = withValue(damaged, swapped(value, random));
            default -> {
                Header[] headers = damaged.headers().toArray();
                if (headers.length > 0) {
                    Header header = headers[random.nextInt(headers.length)];
                    byte[] bytes = header.value().clone();
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                    damaged = withHeader(damaged, header.key(), bytes);
                }
            }
        }
        return damaged;
    }

    /** Puts one part of the text where another was: still characters of JSON, seldom JSON. */
    private static byte[] swapped(byte[] value, Random random) {
        byte[] swapped = value.clone();
        int length = random.nextInt(1, 20);
        int from = random.nextInt(value.length - length);
        int to = random.nextInt(value.length - length);
        System.arraycopy(value, from, swapped, to, length);
        return swapped;
    }

    private static WireRecord copy(WireRecord written) {
        Headers headers = new RecordHeaders(written.headers().toArray());
        return new WireRecord(written.key(), headers, written.value().clone());
    }

    private static WireRecord withHeader(WireRecord written, String name, byte @Nullable [] value) {
        WireRecord changed = copy(written);
        changed.headers().remove(name);
        changed.headers().add(name, value);
        return changed;
    }

    @SuppressWarnings("NullAway") // Kafka hands a record without a value as null, whatever a type says
    private static WireRecord withValue(WireRecord written, byte @Nullable [] value) {
        return new WireRecord(written.key(), copy(written).headers(), value);
    }

    private static void assertUnreadable(Readable readable, WireRecord written, String named) {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> readable.reader().read(written))
                .withMessageContaining(named)
                .withNoCause()
                .satisfies(refusal ->
                        assertThat(refusal.getMessage()).hasSizeLessThan(500).doesNotContain(SECRET));
    }

    private static void assertReadOrRefused(Readable readable, WireRecord written) {
        try {
            assertThat(readable.reader().read(written)).isNotNull();
        } catch (UnreadableRecordException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(500);
        }
    }
}
