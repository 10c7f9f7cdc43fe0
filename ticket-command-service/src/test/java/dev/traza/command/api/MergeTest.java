package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.key;
import static dev.traza.command.api.Desk.lucia;
import static dev.traza.command.api.Desk.newTicket;
import static dev.traza.command.api.Desk.openTicket;
import static dev.traza.command.api.Desk.resolvedTicket;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class MergeTest {

    @Test
    void aTicketGoesOnInAnotherAndIsTakenBack() {
        String source = openTicket();
        String target = openTicket();

        merge(ana(), source, target)
                .statusCode(200)
                .body("status", equalTo("CLOSED"))
                .body("version", equalTo(4))
                .header("ETag", "\"4\"");
        ana().body("{\"body\": \"a\", \"visibility\": \"PUBLIC\"}")
                .post(TICKETS + "/" + source + "/comments")
                .then()
                .statusCode(409)
                .body("code", equalTo("TRANSITION_NOT_ALLOWED"))
                .body("possible", hasItem("UnmergeTicket"));

        ana().delete(TICKETS + "/" + source + "/merge")
                .then()
                .statusCode(200)
                .body("status", equalTo("OPEN"))
                .body("version", equalTo(5));
        ana().delete(TICKETS + "/" + source + "/merge").then().statusCode(409);
    }

    @Test
    void aTargetIsNamedByItsNumberToo() {
        String target = newTicket();
        String number = ana().body("{\"tags\": [\"x\"]}")
                .post(TICKETS + "/" + target + "/tags")
                .then()
                .extract()
                .path("number");

        merge(ana(), resolvedTicket(), number).statusCode(200).body("status", equalTo("CLOSED"));
    }

    @Test
    void whatTheTargetRefusesIsTheAnswerAndTheSourceIsAsItWas() {
        String source = openTicket();
        String closed = resolvedTicket();
        lucia().body("{}").post(TICKETS + "/" + closed + "/closure").then().statusCode(200);

        merge(ana(), source, closed)
                .statusCode(409)
                .body("code", equalTo("TICKET_CLOSED"))
                .body("ticketStatus", equalTo("OPEN"))
                .header("ETag", "\"4\"");
        merge(ana(), source, UUID.randomUUID().toString())
                .statusCode(404)
                .body("code", equalTo("TICKET_NOT_FOUND"))
                .body("detail", containsString("merge into"));
        merge(ana(), source, source).statusCode(422);
        merge(ana(), closed, source).statusCode(409).body("code", equalTo("TICKET_CLOSED"));
    }

    @Test
    void theSameKeyGetsTheFirstAnswerAgainAndIfMatchIsHonoured() {
        String source = newTicket();
        String target = newTicket();
        String key = key();
        String body = "{\"into\": \"" + target + "\"}";

        ana().header("If-Match", "\"7\"")
                .body(body)
                .post(TICKETS + "/" + source + "/merge")
                .then()
                .statusCode(412);
        ana().header("Idempotency-Key", key)
                .body(body)
                .post(TICKETS + "/" + source + "/merge")
                .then()
                .statusCode(200);
        ana().header("Idempotency-Key", key)
                .body(body)
                .post(TICKETS + "/" + source + "/merge")
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", "true");
    }

    @Test
    void mergingIsForStaff() {
        String source = newTicket();

        merge(lucia(), source, newTicket()).statusCode(403);
        merge(ana(), source, newTicket()).statusCode(200);
        lucia().delete(TICKETS + "/" + source + "/merge").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"into\": \"\"}", "{\"into\": \"nothing\"}", "{\"into\": \"T-1\\u0007\"}"})
    void aTargetHasToBeNamed(String body) {
        ana().body(body)
                .post(TICKETS + "/" + newTicket() + "/merge")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/into"));
    }

    private static ValidatableResponse merge(RequestSpecification who, String source, String target) {
        return who.body("{\"into\": \"" + target + "\"}")
                .post(TICKETS + "/" + source + "/merge")
                .then();
    }
}
