package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.ben;
import static dev.traza.command.api.Desk.lucia;
import static dev.traza.command.api.Desk.newTicket;
import static dev.traza.command.api.Desk.open;
import static dev.traza.command.api.Desk.openTicket;
import static dev.traza.command.api.Desk.resolvedTicket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class TicketLifeTest {

    @Test
    void anOpenedTicketIsAnsweredWithItsNumberAndVersion() {
        Response answer = open();

        answer.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", TICKETS + "/" + answer.path("ticketId"))
                .body("number", matchesPattern("T-[1-9][0-9]*"))
                .body("version", equalTo(1))
                .body("status", equalTo("NEW"));
        assertThat(ConsistencyToken.parse(answer.header("Consistency-Token")))
                .contains(new ConsistencyToken(UUID.fromString(answer.path("ticketId")), 1));
    }

    @Test
    void aTicketNeedsNoMoreThanASubjectAndADescription() {
        lucia().body("{\"subject\": \"Ayuda\", \"description\": \"No va\"}")
                .post(TICKETS)
                .then()
                .statusCode(201);
    }

    @Test
    void anAgentOpensForARequesterWhoThenOwnsIt() {
        String id =
                ana().body("""
                        {"subject": "Llamada", "description": "Pide acceso", "channel": "PHONE", "requester": {"id": "u-17"},
                         "occurredAt": "2026-01-15T09:30:00Z", "customFields": {"system": "ERP"}}
                        """).post(TICKETS).then().statusCode(201).extract().path("ticketId");

        comment(lucia(), id, "Gracias", "PUBLIC").statusCode(200);
    }

    @Test
    void aTicketLivesFromTheFirstReplyToItsEnd() {
        String id = newTicket();

        comment(ana(), id, "Estamos en ello", "PUBLIC").statusCode(200).body("status", equalTo("OPEN"));
        comment(ana(), id, "ask the vendor", "INTERNAL").statusCode(200).body("version", equalTo(3));
        write(ana(), id, "assignment", "{\"teamId\": \"desk\", \"agentId\": \"ana\"}")
                .statusCode(200)
                .header("ETag", "\"4\"");
        write(ana(), id, "priority", "{\"impact\": \"HIGH\", \"urgency\": \"HIGH\"}")
                .statusCode(200);
        write(ana(), id, "priority", "{\"priority\": \"LOW\", \"reason\": \"the board is away\"}")
                .statusCode(200)
                .body("version", equalTo(6));
        post(ana(), id, "pending", "{\"reason\": \"¿modelo?\"}").body("status", equalTo("PENDING"));
        comment(lucia(), id, "X-200", "PUBLIC").body("status", equalTo("OPEN")).body("version", equalTo(9));
        post(ana(), id, "hold", "{\"reason\": \"DATE\", \"until\": \"" + tomorrow() + "\", \"note\": \"part ordered\"}")
                .body("status", equalTo("ON_HOLD"));
        post(ana(), id, "resume", "{}").body("status", equalTo("OPEN"));
        post(ana(), id, "escalation", "{\"level\": 2, \"reason\": \"needs a specialist\"}")
                .statusCode(200);
        post(ana(), id, "resolution", "{\"code\": \"FIXED\", \"text\": \"new toner\"}")
                .body("status", equalTo("RESOLVED"));
        post(lucia(), id, "reopening", "{\"reason\": \"sigue igual\"}").body("status", equalTo("OPEN"));
        post(ana(), id, "resolution", "{\"code\": \"FIXED\", \"text\": \"new drum\"}")
                .statusCode(200);
        post(lucia(), id, "closure", "{}").body("status", equalTo("CLOSED"));

        comment(lucia(), id, "otra vez", "PUBLIC")
                .statusCode(409)
                .body("code", equalTo("TICKET_CLOSED"))
                .body("detail", matchesPattern(".*followUpOf.*"));
        lucia().body("{\"subject\": \"Otra vez\", \"description\": \"…\", \"followUpOf\": \"" + id + "\"}")
                .post(TICKETS)
                .then()
                .statusCode(201);
    }

    @Test
    void aTicketIsTakenAndReleased() {
        String id = newTicket();

        post(ana(), id, "take", "{\"teamId\": \"desk\"}").statusCode(200).body("status", equalTo("OPEN"));
        post(ben(), id, "take", "{\"teamId\": \"desk\"}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("ALREADY_ASSIGNED"))
                .body("ticketStatus", equalTo("OPEN"));
        ana().delete(TICKETS + "/" + id + "/assignment").then().statusCode(200).body("version", equalTo(3));
        post(ben(), id, "take", "").statusCode(200);
    }

    @Test
    void whatNeedsNoBodyNeedsNeitherBodyNorContentType() throws Exception {
        String id = openTicket();

        ana().post(TICKETS + "/" + id + "/take").then().statusCode(200);
        ana().post(TICKETS + "/" + id + "/pending").then().statusCode(200);
        ana().post(TICKETS + "/" + id + "/resume").then().statusCode(200);
        lucia().post(TICKETS + "/" + resolvedTicket() + "/closure").then().statusCode(200);
        // RestAssured always names a content type; curl does not.
        URI pending = URI.create("http://localhost:%d%s/%s/pending".formatted(RestAssured.port, TICKETS, id));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest bare = HttpRequest.newBuilder(pending)
                    .header("Authorization", "Bearer " + Tokens.mint(Role.AGENT, "ana"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(client.send(bare, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aTicketIsNamedByItsNumberAsWell() {
        Response opened = open();
        String number = opened.path("number");

        comment(ana(), number, "Estamos en ello", "PUBLIC")
                .statusCode(200)
                .body("ticketId", equalTo(opened.<String>path("ticketId")))
                .body("number", equalTo(number));
        comment(ana(), number.toLowerCase(Locale.ROOT), "…", "PUBLIC").statusCode(200);
        comment(ana(), "T-999999999", "…", "PUBLIC").statusCode(404).body("code", equalTo("TICKET_NOT_FOUND"));
    }

    @Test
    void whatIsNotPossibleSaysWhatIs() {
        String id = resolvedTicket();

        post(ana(), id, "hold", "{\"reason\": \"THIRD_PARTY\"}")
                .statusCode(409)
                .contentType("application/problem+json")
                .header("ETag", "\"3\"")
                .body("code", equalTo("TRANSITION_NOT_ALLOWED"))
                .body("ticketStatus", equalTo("RESOLVED"))
                .body("possible", hasItem("ReopenTicket"))
                .body("instance", equalTo(TICKETS + "/" + id + "/hold"));
    }

    @Test
    void whatChangesNothingIsAcceptedAndKeepsTheVersion() {
        String id = newTicket();
        write(ana(), id, "assignment", "{\"teamId\": \"desk\"}").body("version", equalTo(2));

        write(ana(), id, "assignment", "{\"teamId\": \"desk\"}").statusCode(200).body("version", equalTo(2));
    }

    private static String tomorrow() {
        return Instant.now().plus(1, ChronoUnit.DAYS).toString();
    }

    private static ValidatableResponse comment(RequestSpecification who, String id, String body, String visibility) {
        return post(who, id, "comments", "{\"body\": \"" + body + "\", \"visibility\": \"" + visibility + "\"}");
    }

    private static ValidatableResponse post(RequestSpecification who, String id, String what, String body) {
        return who.body(body).post(TICKETS + "/" + id + "/" + what).then();
    }

    private static ValidatableResponse write(RequestSpecification who, String id, String what, String body) {
        return who.body(body).put(TICKETS + "/" + id + "/" + what).then();
    }
}
