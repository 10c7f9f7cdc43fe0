package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.key;
import static dev.traza.command.api.Desk.lucia;
import static dev.traza.command.api.Desk.newTicket;
import static dev.traza.command.api.Desk.openTicket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.traza.contract.envelope.Ids;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class LinksTest {

    @Test
    void aLinkIsAnsweredWhenTheOtherTicketHasItToo() {
        String incident = newTicket();
        String problem = newTicket();

        put(incident, "CAUSED_BY", problem).statusCode(200).body("version", equalTo(2));
        put(incident, "CAUSED_BY", problem).statusCode(200).body("version", equalTo(2));

        // Seen from the other ticket it is there, and is taken away.
        delete(problem, "CAUSES", incident).statusCode(200).body("version", equalTo(3));
        delete(problem, "CAUSES", incident).statusCode(200).body("version", equalTo(3));
    }

    @Test
    void theOtherTicketIsNamedByItsNumberToo() {
        String one = newTicket();
        String other = newTicket();
        String number = ana().body("{\"tags\": [\"x\"]}")
                .post(TICKETS + "/" + other + "/tags")
                .then()
                .statusCode(200)
                .extract()
                .path("number");

        put(one, "RELATED", number).statusCode(200).body("version", equalTo(2));
        put(one, "RELATED", other).statusCode(200).body("version", equalTo(2));
    }

    @Test
    void aLinkToNothingIsRefused() {
        String id = newTicket();

        put(id, "RELATED", UUID.randomUUID().toString()).statusCode(404).body("code", equalTo("TICKET_NOT_FOUND"));
        put(id, "RELATED", "T-999999").statusCode(404).body("code", equalTo("TICKET_NOT_FOUND"));
        put(id, "RELATED", "nothing").statusCode(404);
        put(id, "BESIDE", newTicket()).statusCode(404);
        put(id, "RELATED", id).statusCode(422).body("code", equalTo("RULE_VIOLATED"));
    }

    @Test
    void whatTheOtherTicketForbidsIsRefusedWithItsReason() {
        String child = newTicket();
        put(child, "CHILD_OF", newTicket()).statusCode(200);

        put(newTicket(), "PARENT_OF", child)
                .statusCode(422)
                .body("code", equalTo("RULE_VIOLATED"))
                .body("detail", notNullValue());
    }

    @Test
    void theSameKeyGetsTheFirstAnswerAgain() {
        String one = newTicket();
        String other = newTicket();
        String key = key();
        String path = TICKETS + "/" + one + "/links/RELATED/" + other;
        ana().header("Idempotency-Key", key).put(path).then().statusCode(200).header("Idempotent-Replayed", (String)
                null);
        delete(other, "RELATED", one).statusCode(200);

        ana().header("Idempotency-Key", key)
                .put(path)
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", "true")
                .body("version", equalTo(2));
        ana().header("Idempotency-Key", key)
                .put(TICKETS + "/" + one + "/links/CAUSES/" + other)
                .then()
                .statusCode(422)
                .body("code", equalTo("COMMAND_ID_REUSED"));
    }

    @Test
    void theVersionOfTheTicketThatIsAskedCounts() {
        String id = newTicket();
        ana().header("If-Match", "\"7\"")
                .put(TICKETS + "/" + id + "/links/RELATED/" + newTicket())
                .then()
                .statusCode(412);
    }

    @Test
    void linksAreForAgents() {
        String id = newTicket();
        lucia().put(TICKETS + "/" + id + "/links/RELATED/" + newTicket()).then().statusCode(403);
        lucia().delete(TICKETS + "/" + id + "/links/RELATED/" + newTicket())
                .then()
                .statusCode(403);
    }

    @Test
    void whatTicketsSayToEachOtherIsNotOfferedToPeople() {
        ana().post(TICKETS + "/" + newTicket() + "/resume")
                .then()
                .statusCode(409)
                .body("possible", hasItem("LinkTicket"))
                .body("possible", not(hasItem("MirrorLink")));
    }

    @Test
    void aCommentBecomesATicketOfItsOwn() {
        String id = newTicket();
        String key = key();
        ana().header("Idempotency-Key", key)
                .body("{\"body\": \"And the scanner\", \"visibility\": \"PUBLIC\"}")
                .post(TICKETS + "/" + id + "/comments")
                .then()
                .statusCode(200);
        UUID commentId = Ids.derived(Ids.ofIdempotencyKey("ana", key, "command " + id), "comment");
        String body = "{\"commentId\": \"" + commentId + "\", \"subject\": \"Scanner\"}";

        String fresh = ana().header("Idempotency-Key", key)
                .body(body)
                .post(TICKETS + "/" + id + "/splits")
                .then()
                .statusCode(422)
                .body("code", equalTo("COMMAND_ID_REUSED"))
                .extract()
                .path("ticketId");
        assertThat(fresh).isNull();
        String another = key();
        fresh = ana().header("Idempotency-Key", another)
                .body(body)
                .post(TICKETS + "/" + id + "/splits")
                .then()
                .statusCode(201)
                .body("version", equalTo(1))
                .body("status", equalTo("NEW"))
                .extract()
                .path("ticketId");
        assertThat(fresh).isNotEqualTo(id);
        ana().header("Idempotency-Key", another)
                .body(body)
                .post(TICKETS + "/" + id + "/splits")
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .header("Location", endsWith(fresh));
        ana().body(body)
                .post(TICKETS + "/" + id + "/splits")
                .then()
                .statusCode(422)
                .body("code", equalTo("RULE_VIOLATED"));
    }

    @Test
    void aChildIsResolvedWithTheResolutionOfItsParent() {
        String parent = openTicket();
        String child = openTicket();
        put(parent, "PARENT_OF", child).statusCode(200);
        String accepting = "{\"fromParent\": true}";
        ana().body(accepting).post(TICKETS + "/" + child + "/resolution").then().statusCode(422);
        ana().body("{\"fromParent\": true, \"text\": \"mine\"}")
                .post(TICKETS + "/" + child + "/resolution")
                .then()
                .statusCode(400);

        ana().body("{\"code\": \"FIXED\", \"text\": \"new print server\"}")
                .post(TICKETS + "/" + parent + "/resolution")
                .then()
                .statusCode(200);

        // The offer is on its way when the parent is answered.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ana().body(accepting)
                                .post(TICKETS + "/" + child + "/resolution")
                                .statusCode()
                        == 200);
    }

    private static ValidatableResponse put(String id, String type, String other) {
        return ana().put(TICKETS + "/" + id + "/links/" + type + "/" + other).then();
    }

    private static ValidatableResponse delete(String id, String type, String other) {
        return ana().delete(TICKETS + "/" + id + "/links/" + type + "/" + other).then();
    }
}
