package dev.traza.sla.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.topic.Topics;
import dev.traza.sla.policy.Condition;
import dev.traza.sla.policy.Goal;
import dev.traza.sla.policy.Policy;
import dev.traza.sla.policy.PolicyVersion;
import dev.traza.stack.process.Checkout;
import dev.traza.workingtime.CalendarPlan;
import dev.traza.workingtime.CalendarVersion;
import dev.traza.workingtime.Frame;
import dev.traza.workingtime.HolidayRegion;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The AsyncAPI document says by hand what the contract does not know: what this service keeps on its topic. */
class BookRecordTest {

    private static final Instant SOME_DAY = Instant.parse("2026-03-02T12:00:00Z");

    @ParameterizedTest
    @MethodSource("records")
    void whatIsWrittenIsWhatTheDescriptionOfTheTopicsSays(BookRecord record) throws IOException {
        JsonNode document = new ObjectMapper(new YAMLFactory())
                .readTree(Checkout.find().root().resolve("docs/asyncapi.yaml").toFile());
        JsonSchema payload = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(document.at("/components/messages")
                        .get(Topics.SLA_POLICIES.name())
                        .get("payload"));

        assertThat(payload.validate(new ObjectMapper().readTree(Objects.requireNonNull(record.value()))))
                .isEmpty();
    }

    static Stream<BookRecord> records() {
        Policy policy = new Policy(
                "Standard",
                1_000,
                new TreeSet<>(List.of(50)),
                Set.of(Status.PENDING, Status.ON_HOLD),
                5,
                List.of(
                        new Goal(
                                "vip",
                                new Condition(
                                        Set.of(TicketType.INCIDENT),
                                        Set.of(Priority.HIGH),
                                        List.of("hardware"),
                                        Set.of("acme"),
                                        true,
                                        Set.of("next-day")),
                                "office",
                                Map.of(SlaMetric.RESOLUTION, Duration.ofMinutes(90))),
                        new Goal(
                                "rest",
                                Condition.ANY,
                                "office",
                                Map.of(SlaMetric.FIRST_RESPONSE, Duration.ofDays(2)))));
        CalendarPlan plan = new CalendarPlan(
                "Europe/Madrid",
                Map.of(DayOfWeek.MONDAY, List.of(new Frame("09:00", "24:00"))),
                new TreeSet<>(List.of(LocalDate.of(2026, 12, 24))),
                List.of(new HolidayRegion("ES", "md"), new HolidayRegion("PT", null)));
        return Stream.of(
                BookRecord.of(new PolicyVersion("standard", 1, UUID.randomUUID(), SOME_DAY, "admin", policy)),
                BookRecord.of(new CalendarVersion("office", 2, UUID.randomUUID(), SOME_DAY, "admin", plan)));
    }
}
