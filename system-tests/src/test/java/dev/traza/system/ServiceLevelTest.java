package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.stack.Part;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A promise of seconds: it warns, it is broken, the ticket goes up a level; and a restart fires nothing twice. */
@OnTraza
@Order(7)
class ServiceLevelTest {

    private static final String CATEGORY = "system-tests/quick";

    private final Traza traza;
    private final Person supervisor;

    ServiceLevelTest(Traza traza) {
        this.traza = traza;
        this.supervisor = traza.supervisor();
    }

    @BeforeEach
    void promiseSeconds() {
        Map<String, Object> week = new LinkedHashMap<>();
        Arrays.stream(java.time.DayOfWeek.values())
                .forEach(day -> week.put(day.name(), List.of(Map.of("from", "00:00", "to", "24:00"))));
        Person admin = traza.admin();
        assertThat(admin.put(traza.sla("/api/v1/calendars/always"), Map.of("zone", "UTC", "week", week))
                        .status())
                .isIn(200, 201);
        assertThat(admin.put(
                                traza.sla("/api/v1/sla-policies/quick"),
                                Map.of(
                                        "name",
                                        "Quick",
                                        "position",
                                        1,
                                        "goals",
                                        List.of(Map.of(
                                                "name",
                                                "quick",
                                                "when",
                                                Map.of("categories", List.of(CATEGORY)),
                                                "calendar",
                                                "always",
                                                "targets",
                                                Map.of("FIRST_RESPONSE", "PT4S", "RESOLUTION", "PT12S")))))
                        .status())
                .isIn(200, 201);
    }

    @Test
    void aBrokenPromiseWarnsIsBrokenAndEscalatesOnceEachAlsoOverARestart() {
        // given
        UUID ticketId = traza.requester("u-sla")
                .post(traza.command("/api/v1/tickets"), Tickets.of("u-sla", "urgente", CATEGORY))
                .expect(201)
                .ticketId();

        // when the service is away while a threshold passes
        await("the first response is overdue")
                .atMost(Patience.SECONDS)
                .until(() -> breaches(ticketId, SlaMetric.FIRST_RESPONSE) == 1);
        traza.stack().stop(Part.SLA_SERVICE);
        traza.stack().start(Part.SLA_SERVICE);

        // then
        await("the resolution is overdue")
                .atMost(Patience.SECONDS)
                .until(() -> breaches(ticketId, SlaMetric.RESOLUTION) == 1);
        JsonNode view = await("escalated")
                .atMost(Patience.SECONDS)
                .until(
                        () -> supervisor
                                .get(traza.query("/api/v1/tickets/" + ticketId))
                                .json(),
                        ticket -> ticket.path("level").asInt() >= 2
                                && ticket.path("escalation").hasNonNull("explanation"));
        assertThat(view.path("team").asText()).isEqualTo("specialists");
        for (SlaMetric metric : SlaMetric.values()) {
            assertThat(thresholds(ticketId, metric))
                    .as("warnings of %s", metric)
                    .containsExactly(50, 75, 90);
            assertThat(breaches(ticketId, metric)).as("breaches of %s", metric).isEqualTo(1);
        }
        assertThat(view.path("sla"))
                .allSatisfy(
                        clock -> assertThat(clock.path("breached").asBoolean()).isTrue());
    }

    @Test
    void anAnswerInTimeKeepsThePromise() {
        UUID ticketId = traza.requester("u-sla")
                .post(traza.command("/api/v1/tickets"), Tickets.of("u-sla", "a tiempo", CATEGORY))
                .expect(201)
                .ticketId();
        traza.agent("ana")
                .post(traza.command("/api/v1/tickets/" + ticketId + "/comments"), Tickets.publicComment("Voy"))
                .expect(200);
        traza.agent("ana")
                .post(
                        traza.command("/api/v1/tickets/" + ticketId + "/resolution"),
                        Map.of("code", "FIXED", "text", "Hecho"))
                .expect(200);

        JsonNode view = await("both clocks have ended")
                .atMost(Patience.SECONDS)
                .until(
                        () -> supervisor
                                .get(traza.query("/api/v1/tickets/" + ticketId))
                                .json(),
                        ticket -> ticket.path("sla").size() == 2
                                && ticket.path("sla").findValuesAsText("state").stream()
                                        .allMatch("MET"::equals));
        assertThat(view.path("sla").findValuesAsText("metric"))
                .containsExactlyInAnyOrder("FIRST_RESPONSE", "RESOLUTION");
    }

    private long breaches(UUID ticketId, SlaMetric metric) {
        return events(ticketId, metric).stream()
                .filter(SlaEvent.SlaBreached.class::isInstance)
                .count();
    }

    private List<Integer> thresholds(UUID ticketId, SlaMetric metric) {
        List<Integer> thresholds = new ArrayList<>();
        for (SlaEvent event : events(ticketId, metric)) {
            if (event instanceof SlaEvent.SlaWarned warned) {
                thresholds.add(warned.thresholdPercent());
            }
        }
        return thresholds;
    }

    private List<SlaEvent> events(UUID ticketId, SlaMetric metric) {
        return traza.log().log().slaEvents().stream()
                .map(event -> event.value())
                .filter(event -> event.ticketId().equals(ticketId))
                .map(event -> event.event())
                .filter(event -> event.measure().metric() == metric)
                .toList();
    }
}
