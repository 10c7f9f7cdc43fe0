package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.key;
import static dev.traza.command.api.Desk.lucia;
import static dev.traza.command.api.Desk.printer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;

import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@TestProfile(ImpatientTest.NoTimeAtAll.class)
class ImpatientTest {

    /** Callers wait for less than a decision can take; transactions last long enough to be sure of it. */
    public static final class NoTimeAtAll implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "traza.command.wait",
                    "1ms",
                    "traza.command.processor.gather",
                    "1h",
                    "traza.command.processor.commit-interval",
                    "500ms");
        }
    }

    // Set by TrazaInfrastructure.
    @SuppressWarnings("NullAway.Init")
    private TestServers servers;

    @Test
    void whatIsNotDecidedInTimeIsOnRecordAndWillBe() {
        String key = key();

        Response answer = lucia().header("Idempotency-Key", key).body(printer()).post(TICKETS);

        answer.then().statusCode(202).header("Location", "/api/v1/commands/" + answer.path("commandId"));
        assertThat(answer.header("Retry-After")).isNotNull();
        // And it happens: on the log, where everybody else sees it.
        UUID ticketId = UUID.fromString(answer.path("ticketId"));
        try (EventLog events = EventLog.of(servers)) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(events.of(ticketId)).hasSize(1));
        }
    }

    @Test
    void whatOfManyIsNotDecidedInTimeIsToldWhereToAskForIt() {
        String ticket = lucia().body(printer()).post(TICKETS).path("ticketId");

        Response answer = ana().body("""
                        {"commands": [
                          {"ticketId": "%1$s", "command": "LogWork", "body": {"minutes": 5, "activity": "call"}},
                          {"ticketId": "%1$s", "command": "LogWork", "body": {"minutes": 6, "activity": "call"}},
                          {"command": "OpenTicket", "body": {"subject": "…", "description": "…", "requester": {"id": "u-17"}}}
                        ]}
                        """.formatted(ticket)).post(TICKETS + "/bulk");

        answer.then().statusCode(207).body("items.status", contains(202, 202, 202));
        List<String> commands = answer.path("items.commandId");
        assertThat(commands).doesNotHaveDuplicates();
        assertThat(answer.<List<String>>path("items.location"))
                .containsExactlyElementsOf(
                        commands.stream().map("/api/v1/commands/"::concat).toList());
        UUID opened = UUID.fromString(answer.path("items[2].ticketId"));
        try (EventLog events = EventLog.of(servers)) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(events.of(UUID.fromString(ticket))).hasSize(3);
                assertThat(events.of(opened)).hasSize(1);
            });
            assertThat(events.of(UUID.fromString(ticket)))
                    .extracting(event -> event.causationId().toString())
                    .endsWith(commands.get(0), commands.get(1));
        }
    }
}
