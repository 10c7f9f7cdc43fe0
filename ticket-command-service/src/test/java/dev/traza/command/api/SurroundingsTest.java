package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.newTicket;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.routing.AssignmentStrategy;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What surrounds the service: the log, the organisation that routing publishes, health and figures. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class SurroundingsTest {

    // Set by TrazaInfrastructure.
    @SuppressWarnings("NullAway.Init")
    private TestServers servers;

    @Test
    void theServiceIsReadyWithAllItsParts() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItems("processor", "feeds"))
                .body("checks.find { it.name == 'processor' }.data.state", equalTo("RUNNING")));
        given().get("/q/health/live").then().statusCode(200).body("checks.name", hasItem("processor"));
    }

    @Test
    void figuresSayWhatWasAskedAndWhatBecameOfIt() {
        newTicket();

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("traza_command_processing_seconds_count{outcome=\"accepted\",type=\"OpenTicket\""))
                .body(containsString("traza_command_wait_seconds"))
                .body(containsString("traza_command_waiting"));
    }

    @Test
    void whatWasAnsweredIsOnTheLogUnderTheTraceOfItsRequest() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        UUID ticketId = UUID.fromString(Desk.lucia()
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body(Desk.printer())
                .post(TICKETS)
                .then()
                .statusCode(201)
                .extract()
                .path("ticketId"));

        try (EventLog log = EventLog.of(servers)) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(log.of(ticketId)).hasSize(1));
            EventEnvelope<TicketEvent> opened = log.of(ticketId).getFirst();
            assertThat(opened.traceparent()).contains(trace);
            assertThat(opened.actor().subject()).isEqualTo("u-17");
        }
    }

    @Test
    void oncePublishedTeamsAndTheirMembersAreWhatCanBeAssigned() throws Exception {
        publish(
                new DirectoryEntry.Desk("it", "IT"),
                new DirectoryEntry.Team("desk", "Help desk", "it", 1, AssignmentStrategy.MANUAL, null),
                new DirectoryEntry.Team("network", "Network", "it", 2, AssignmentStrategy.MANUAL, null),
                new DirectoryEntry.Agent("ana", "Ana", null, "es", List.of("desk")),
                new DirectoryEntry.Agent("ben", "Ben", null, "en", List.of("desk", "network")));
        String id = newTicket();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assign(id, "{\"teamId\": \"nowhere\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/teamId")));
        assign(id, "{\"teamId\": \"network\", \"agentId\": \"ana\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/agentId"))
                .body("errors[0].code", equalTo("not-in-team"));
        assign(id, "{\"teamId\": \"network\", \"agentId\": \"nobody\"}").statusCode(422);
        assign(id, "{\"teamId\": \"network\", \"agentId\": \"ben\"}").statusCode(200);
        ana().body("{\"title\": \"order toner\", \"teamId\": \"nowhere\"}")
                .put(TICKETS + "/" + id + "/tasks/" + UUID.randomUUID())
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/teamId"));
        Desk.as(Role.ADMIN, "marta")
                .body("""
                        {"name": "Laptops", "procedure": [
                         {"id": "order", "kind": "TASK", "title": "Order it", "teamId": "network"},
                         {"id": "set-up", "kind": "TASK", "title": "Set it up", "teamId": "nowhere"}]}""")
                .put("/api/v1/catalog/items/laptops-of-nobody")
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/procedure/1/teamId")))
                .body("errors[0].code", equalTo("unknown-team"));

        // Who takes a ticket without a team brings it into their own.
        String other = newTicket();
        ana().post(TICKETS + "/" + other + "/take").then().statusCode(200);
        try (EventLog log = EventLog.of(servers)) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(log.of(UUID.fromString(other)))
                    .extracting(EventEnvelope::event)
                    .last()
                    .isInstanceOfSatisfying(TicketEvent.TicketAssigned.class, assigned -> assertThat(assigned.teamId())
                            .isEqualTo("desk")));
        }
    }

    private static ValidatableResponse assign(String id, String body) {
        return ana().body(body).put(TICKETS + "/" + id + "/assignment").then();
    }

    private void publish(DirectoryEntry... entries) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (DirectoryEntry entry : entries) {
                producer.send(new ProducerRecord<>(
                                Topics.ROUTING_DIRECTORY.name(),
                                entry.key(),
                                ContractJson.mapper().writeValueAsBytes(entry)))
                        .get();
            }
        }
    }
}
