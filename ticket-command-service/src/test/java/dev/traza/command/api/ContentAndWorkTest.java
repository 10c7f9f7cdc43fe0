package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.as;
import static dev.traza.command.api.Desk.key;
import static dev.traza.command.api.Desk.lucia;
import static dev.traza.command.api.Desk.newTicket;
import static dev.traza.command.api.Desk.openTicket;
import static dev.traza.command.api.Desk.resolvedTicket;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class ContentAndWorkTest {

    @Test
    void everythingAroundATicketIsAnEventOrNothing() {
        String id = newTicket();

        post(ana(), id, "revision", "{\"subject\": \"La impresora no imprime\"}")
                .body("version", equalTo(2));
        post(ana(), id, "revision", "{\"subject\": \"La impresora no imprime\"}")
                .body("version", equalTo(2));
        post(ana(), id, "tags", "{\"tags\": [\"toner\", \"piso-3\"]}").body("version", equalTo(3));
        delete(id, "tags/piso-3").body("version", equalTo(4));
        put(id, "watchers/ben", "").body("version", equalTo(5));
        put(id, "watchers/ben", "").body("version", equalTo(5));
        delete(id, "watchers/ben").body("version", equalTo(6));
        put(id, "assets/IMP-0031", "{\"name\": \"Impresora\"}").body("version", equalTo(7));
        delete(id, "assets/IMP-0031").body("version", equalTo(8));
        post(ana(), id, "work", "{\"minutes\": 25, \"activity\": \"new toner\"}")
                .body("version", equalTo(9))
                .body("status", equalTo("NEW"));
        post(ana(), id, "work", "{\"seconds\": 200, \"activity\": \"a call\"}").body("version", equalTo(10));
    }

    @Test
    void whoTakesPartWritesAndWhoDoesNoMoreFindsNothing() {
        String id = openTicket();
        String key = key();
        String marta = "{\"name\": \"Marta Gil\", \"email\": \"marta@example.org\", \"language\": \"es\"}";
        String comment = "{\"body\": \"Me pasa lo mismo\", \"visibility\": \"PUBLIC\"}";

        ana().header("Idempotency-Key", key)
                .body(marta)
                .put(TICKETS + "/" + id + "/participants/u-31")
                .then()
                .statusCode(200)
                .body("version", equalTo(3));
        ana().header("Idempotency-Key", key)
                .body(marta)
                .put(TICKETS + "/" + id + "/participants/u-31")
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", "true");
        put(id, "participants/u-31", marta).body("version", equalTo(3));
        put(id, "participants/u-32", "").body("version", equalTo(4));

        post(as(Role.REQUESTER, "u-31"), id, "comments", comment).body("version", equalTo(5));
        as(Role.REQUESTER, "u-31")
                .body("{\"body\": \"entre nosotros\", \"visibility\": \"INTERNAL\"}")
                .post(TICKETS + "/" + id + "/comments")
                .then()
                .statusCode(403);
        as(Role.REQUESTER, "u-31")
                .delete(TICKETS + "/" + id + "/participants/u-32")
                .then()
                .statusCode(403);
        delete(id, "participants/u-31").body("version", equalTo(6));
        delete(id, "participants/u-31").body("version", equalTo(6));
        as(Role.REQUESTER, "u-31")
                .body(comment)
                .post(TICKETS + "/" + id + "/comments")
                .then()
                .statusCode(404);
    }

    @Test
    void aParticipantsAddressIsOne() {
        String id = newTicket();

        ana().body("{\"email\": \"not an address\", \"language\": \"?\", \"name\": \"a\\u0007b\"}")
                .put(TICKETS + "/" + id + "/participants/u-31")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/email", "/language", "/name"));
    }

    @Test
    void aMandatoryTaskKeepsATicketFromBeingResolvedUntilItIsDone() {
        String id = openTicket();
        String task = "tasks/" + UUID.randomUUID();
        String resolution = "{\"code\": \"FIXED\", \"text\": \"new toner\"}";

        put(id, task, "{\"title\": \"order toner\", \"mandatory\": true}").statusCode(200);
        ana().body(resolution)
                .post(TICKETS + "/" + id + "/resolution")
                .then()
                .statusCode(422)
                .body("code", equalTo("RULE_VIOLATED"));
        post(ana(), id, task + "/completion", "{}");

        post(ana(), id, "resolution", resolution).body("status", equalTo("RESOLVED"));
    }

    @Test
    void aTaskIsCancelledWithAReason() {
        String id = openTicket();
        String task = "tasks/" + UUID.randomUUID();
        put(id, task, "{\"title\": \"order toner\", \"teamId\": \"desk\", \"mandatory\": true}")
                .statusCode(200);

        ana().body("{}")
                .post(TICKETS + "/" + id + "/" + task + "/cancellation")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/reason"));
        post(ana(), id, task + "/cancellation", "{\"reason\": \"found one\"}");
    }

    @Test
    void theRequesterRatesOnce() {
        String id = resolvedTicket();
        String rating = "{\"score\": 5, \"comment\": \"Gracias\"}";

        post(lucia(), id, "rating", rating).body("status", equalTo("RESOLVED"));
        lucia().body(rating).post(TICKETS + "/" + id + "/rating").then().statusCode(422);
        ana().body(rating).post(TICKETS + "/" + id + "/rating").then().statusCode(403);
    }

    @Test
    void theSameKeyForAnotherTagIsAnotherRequest() {
        String id = newTicket();
        String key = key();
        ana().header("Idempotency-Key", key)
                .put(TICKETS + "/" + id + "/watchers/ben")
                .then()
                .statusCode(200);

        ana().header("Idempotency-Key", key)
                .put(TICKETS + "/" + id + "/watchers/ben")
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", "true");
        ana().header("Idempotency-Key", key)
                .put(TICKETS + "/" + id + "/watchers/carla")
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "revision|{\"subject\": \"\"}|/subject",
                "revision|{\"subject\": \"a\\u0007b\"}|/subject",
                "tags|{\"tags\": []}|/tags",
                "tags|{\"tags\": [\"\"]}|/tags/0",
                "tags|{}|/tags",
                "work|{\"minutes\": 0, \"activity\": \"…\"}|/minutes",
                "work|{\"minutes\": 1441, \"activity\": \"…\"}|/minutes",
                "work|{\"seconds\": 0, \"activity\": \"…\"}|/seconds",
                "work|{\"seconds\": 86401, \"activity\": \"…\"}|/seconds",
                "work|{\"minutes\": 1, \"seconds\": 60, \"activity\": \"…\"}|/seconds",
                "work|{\"activity\": \"…\"}|/minutes",
                "work|{\"minutes\": 5}|/activity",
                "rating|{\"score\": 6}|/score",
                "rating|{}|/score",
            })
    void whatIsMalformedIsRefusedWithTheField(String operation, String body, String pointer) {
        String id = newTicket();

        ana().body(body)
                .post(TICKETS + "/" + id + "/" + operation)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void whatThePathNamesIsCheckedToo() {
        String id = newTicket();

        ana().put(TICKETS + "/" + id + "/watchers/" + "w".repeat(256)).then().statusCode(400);
        ana().urlEncodingEnabled(false)
                .put(TICKETS + "/" + id + "/watchers/a%07b")
                .then()
                .statusCode(400);
        ana().body("{\"title\": \"…\"}")
                .put(TICKETS + "/" + id + "/tasks/nonsense")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/taskId"));
        ana().body("{}")
                .post(TICKETS + "/" + id + "/tasks/nonsense/completion")
                .then()
                .statusCode(404);
    }

    @Test
    void aRequesterDoesNoneOfIt() {
        String id = newTicket();

        lucia().body("{\"tags\": [\"vip\"]}")
                .post(TICKETS + "/" + id + "/tags")
                .then()
                .statusCode(403);
        lucia().put(TICKETS + "/" + id + "/watchers/u-17").then().statusCode(403);
        lucia().body("{\"subject\": \"…\"}")
                .post(TICKETS + "/" + id + "/revision")
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse post(RequestSpecification who, String id, String what, String body) {
        return who.body(body).post(TICKETS + "/" + id + "/" + what).then().statusCode(200);
    }

    private static ValidatableResponse put(String id, String what, String body) {
        return (body.isEmpty() ? ana() : ana().body(body))
                .put(TICKETS + "/" + id + "/" + what)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse delete(String id, String what) {
        return ana().delete(TICKETS + "/" + id + "/" + what).then().statusCode(200);
    }
}
