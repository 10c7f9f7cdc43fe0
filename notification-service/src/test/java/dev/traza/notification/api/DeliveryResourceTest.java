package dev.traza.notification.api;

import static dev.traza.notification.TicketScript.agent;
import static dev.traza.notification.TicketScript.person;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.traza.contract.envelope.Role;
import dev.traza.notification.ShortWaits;
import dev.traza.notification.TicketScript;
import dev.traza.notification.Wire;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ShortWaits.class)
@QuarkusTestResource(value = TrazaInfrastructure.class, initArgs = @ResourceArg(name = "mail", value = "true"))
class DeliveryResourceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") // injected before each test
    TestServers servers;

    private final String lucia = "lucia-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void staffSeeWhatBecameOfATicketsMessages() {
        TicketScript ticket = told();

        String id = as(Role.AGENT)
                .get("/api/v1/deliveries?ticketId=" + ticket.ticketId())
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].state", equalTo("SENT"))
                .body("items[0].purpose", equalTo("ACKNOWLEDGEMENT"))
                .body("items[0].relation", equalTo("REQUESTER"))
                .body("items[0].recipientId", equalTo(lucia))
                .body("items[0].letter", nullValue())
                .body("nextCursor", nullValue())
                .extract()
                .path("items[0].id");

        as(Role.AGENT)
                .get("/api/v1/deliveries/" + id)
                .then()
                .statusCode(200)
                .body("letter.subject", containsString(ticket.number()))
                .body("letter.text", containsString("Hemos recibido"))
                .body("history.outcome", contains("SENT"));
    }

    @Test
    void aSupervisorHasAMessageSentAgainOnceForOneKey() {
        TicketScript ticket = told();
        String id = as(Role.SUPERVISOR)
                .get("/api/v1/deliveries?ticketId=" + ticket.ticketId())
                .path("items[0].id");

        as(Role.SUPERVISOR)
                .header("Idempotency-Key", "k-" + lucia)
                .post("/api/v1/deliveries/" + id + "/resend")
                .then()
                .statusCode(202)
                .header("Location", containsString(id))
                .header("Idempotent-Replayed", nullValue())
                .body("resends", equalTo(1));
        await().atMost(SOON).until(() -> mails() == 2);
        as(Role.SUPERVISOR)
                .header("Idempotency-Key", "k-" + lucia)
                .post("/api/v1/deliveries/" + id + "/resend")
                .then()
                .statusCode(202)
                .header("Idempotent-Replayed", equalTo("true"))
                .body("resends", equalTo(1));

        TicketScript other = told();
        String otherId = as(Role.SUPERVISOR)
                .get("/api/v1/deliveries?ticketId=" + other.ticketId())
                .path("items[0].id");
        as(Role.SUPERVISOR)
                .header("Idempotency-Key", "k-" + lucia)
                .post("/api/v1/deliveries/" + otherId + "/resend")
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
        assertThat(mails()).isEqualTo(3);
    }

    @Test
    void onlyStaffReadAndOnlySupervisorsResend() {
        String path = "/api/v1/deliveries/" + UUID.randomUUID();

        given().get(path).then().statusCode(401).contentType("application/problem+json");
        as(Role.REQUESTER).get(path).then().statusCode(403).contentType("application/problem+json");
        as(Role.INTEGRATOR).get("/api/v1/deliveries").then().statusCode(403);
        as(Role.AGENT).post(path + "/resend").then().statusCode(403);
        as(Role.AGENT).get(path).then().statusCode(404).contentType("application/problem+json");
        as(Role.ADMIN).post(path + "/resend").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=LOST",
                "ticketId=T-1",
                "limit=0",
                "limit=201",
                "limit=x",
                "limit=99999999999",
                "cursor=%21",
                "cursor=MTIz"
            })
    void aBadQueryIsExplained(String query) {
        as(Role.AGENT)
                .get("/api/v1/deliveries?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("?" + query.substring(0, query.indexOf('='))));
    }

    @Test
    void aPersonsMessagesCanBeLeafedThrough() {
        TicketScript ticket = told();
        try (Wire wire = new Wire(servers.bootstrapServers())) {
            wire.tickets(ticket.at(Instant.now()).resolved(agent("ana"), "Listo"));
        }
        await().atMost(SOON).untilAsserted(() -> as(Role.AGENT)
                .get("/api/v1/deliveries?ticketId=" + ticket.ticketId())
                .then()
                .body("items.state", contains("SENT", "SENT")));

        String next = as(Role.AGENT)
                .get("/api/v1/deliveries?state=SENT&state=DEAD&limit=1&recipient=" + lucia)
                .then()
                .statusCode(200)
                .header("Link", containsString("rel=\"next\""))
                .body("items.purpose", contains("RESOLUTION"))
                .body("nextCursor", notNullValue())
                .extract()
                .path("nextCursor");
        as(Role.AGENT)
                .get("/api/v1/deliveries?state=SENT&limit=1&recipient=" + lucia + "&cursor=" + next)
                .then()
                .body("items.purpose", contains("ACKNOWLEDGEMENT"))
                .body("nextCursor", nullValue());
    }

    @Test
    void healthAndMetricsTellOfMailWithoutDependingOnIt() {
        told();

        await().atMost(SOON).untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'mail' }.status", equalTo("UP"))
                .body("checks.find { it.name == 'mail' }.data.server", equalTo("reachable"))
                .body("checks.find { it.name == 'feeds' }.data.'ticket-events'", equalTo("following")));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("traza_notification_deliveries_total{purpose=\"ACKNOWLEDGEMENT\",state=\"SENT\"}"))
                .body(containsString("traza_notification_queue_length"))
                .body(containsString("traza_notification_queue_oldest_age_seconds"));
    }

    private TicketScript told() {
        TicketScript ticket = new TicketScript(person(lucia, "Lucía", lucia + "@example.org", "es"));
        int before = mails();
        try (Wire wire = new Wire(servers.bootstrapServers())) {
            wire.tickets(ticket.opened());
        }
        await().atMost(SOON).until(() -> mails() == before + 1);
        await().atMost(SOON).until(() -> "SENT"
                .equals(as(Role.AGENT)
                        .get("/api/v1/deliveries?ticketId=" + ticket.ticketId())
                        .path("items[0].state")));
        return ticket;
    }

    private int mails() {
        return servers.mail().mailbox(lucia + "@example.org").messages().size();
    }

    private static RequestSpecification as(Role role) {
        return given().header("Authorization", "Bearer " + Tokens.mint(role, role.tokenName() + "-1"));
    }
}
