package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.as;
import static dev.traza.command.api.Desk.ben;
import static dev.traza.command.api.Desk.key;
import static dev.traza.command.api.Desk.lucia;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class ProcedureTest {

    private static final String RESOLUTION = "{\"code\": \"FULFILLED\", \"text\": \"there it is\"}";
    private static final String YES = "{\"decision\": \"APPROVE\"}";
    private static final String NO = "{\"decision\": \"DENY\"}";
    private static final String STOP = "{\"reason\": \"bought elsewhere\"}";

    private static final String STEPS = """
            [{"id": "budget", "kind": "APPROVAL", "question": "1200 €?", "approvers": ["carlos"], "expiresAfterSeconds": 3600},
             {"id": "account", "kind": "TASK", "title": "Make the account", "teamId": "it"},
             {"id": "order", "kind": "TASK", "title": "Order it", "teamId": "purchasing", "after": ["budget", "account"]},
             {"id": "label", "kind": "TASK", "title": "Label it", "mandatory": false, "after": ["order"]}]""";

    /** Of each test alone. */
    private String item = "";

    @BeforeEach
    void anItemWithAProcedure() {
        item = "laptops-" + UUID.randomUUID().toString().substring(0, 8);
        marta().body(item(STEPS)).put("/api/v1/catalog/items/" + item).then().statusCode(201);
    }

    @Test
    void aTicketGoesFromStepToStepAndIsResolvedWhenTheMandatoryOnesAreDone() {
        String ticket = opened();

        resolve(ticket).then().statusCode(422).body("code", equalTo("RULE_VIOLATED"));
        complete(ana(), ticket, "order").then().statusCode(422);
        complete(ana(), ticket, "account").then().statusCode(200).body("status", equalTo("ON_HOLD"));
        decide(ticket, YES).then().statusCode(200).body("status", equalTo("OPEN"));
        resolve(ticket).then().statusCode(422);
        complete(ben(), ticket, "order").then().statusCode(200);
        resolve(ticket).then().statusCode(200).body("status", equalTo("RESOLVED"));
    }

    @Test
    void aRepeatOfTheOpeningOrOfAnEndBeginsNothingTwice() {
        String key = key();
        String ticket = open(key)
                .then()
                .statusCode(201)
                .body("version", equalTo(5))
                .extract()
                .path("ticketId");

        open(key).then().header("Idempotent-Replayed", "true").body("version", equalTo(5));
        complete(ana(), ticket, "account").then().statusCode(200).body("version", equalTo(6));
        complete(ana(), ticket, "account").then().statusCode(200).body("version", equalTo(6));
    }

    @Test
    void whatIsDeniedStopsItAndAgentsGoOnByHand() {
        String ticket = opened();

        decide(ticket, NO).then().statusCode(200).body("status", equalTo("OPEN"));
        complete(ana(), ticket, "account").then().statusCode(200);
        complete(ana(), ticket, "order").then().statusCode(422);
        resolve(ticket).then().statusCode(200);
    }

    @Test
    void staffStopIt() {
        String ticket = opened();

        lucia().body(STOP).post(path(ticket, "procedure/stop")).then().statusCode(403);
        as(Role.REQUESTER, "eve")
                .body(STOP)
                .post(path(ticket, "procedure/stop"))
                .then()
                .statusCode(404);
        as(Role.INTEGRATOR, "bi")
                .body(STOP)
                .post(path(ticket, "procedure/stop"))
                .then()
                .statusCode(403);
        ana().body("{}").post(path(ticket, "procedure/stop")).then().statusCode(400);
        ana().body("{\"reason\": \"%s\"}".formatted("x".repeat(2_001)))
                .post(path(ticket, "procedure/stop"))
                .then()
                .statusCode(400);
        ana().body(STOP)
                .post(path(ticket, "procedure/stop"))
                .then()
                .statusCode(200)
                .body("status", equalTo("OPEN"))
                .body("version", equalTo(8));
        ana().body(STOP)
                .post(path(ticket, "procedure/stop"))
                .then()
                .statusCode(200)
                .body("version", equalTo(8));
        ana().body(STOP).post(path(Desk.openTicket(), "procedure/stop")).then().statusCode(422);
        ana().body(STOP)
                .post(path(Desk.resolvedTicket(), "procedure/stop"))
                .then()
                .statusCode(409)
                .body("possible", hasItem("ReopenTicket"));
    }

    @Test
    void stoppingStandsAmongWhatIsPossibleAndInBulk() {
        String ticket = opened();

        ana().body("{}").post(path(ticket, "reopening")).then().statusCode(400);
        ana().body("{\"reason\": \"why not\"}")
                .post(path(ticket, "reopening"))
                .then()
                .statusCode(409)
                .body("possible", hasItem("StopProcedure"));
        ana().body("{\"commands\": [{\"ticketId\": \"%s\", \"command\": \"StopProcedure\", \"body\": %s}]}"
                        .formatted(ticket, STOP))
                .post(TICKETS + "/bulk")
                .then()
                .statusCode(207)
                .body("items[0].status", equalTo(200));
    }

    @Test
    void aTicketThatComesToTheItemBeginsItUnlessOneIsRunning() {
        String ticket = Desk.openTicket();
        String classification = "{\"category\": \"%s\"}".formatted(item);

        ana().body(classification)
                .put(path(ticket, "classification"))
                .then()
                .statusCode(200)
                .body("status", equalTo("ON_HOLD"));
        String other = item + "-other";
        marta().body(item(STEPS)).put("/api/v1/catalog/items/" + other).then().statusCode(201);
        ana().body("{\"category\": \"%s\"}".formatted(other))
                .put(path(ticket, "classification"))
                .then()
                .statusCode(422)
                .body("code", equalTo("RULE_VIOLATED"));
    }

    @Test
    void whatChangesInTheItemChangesNothingForTheTicketThatHasBegun() {
        String ticket = opened();
        marta().body(item("[{\"id\": \"other\", \"kind\": \"TASK\", \"title\": \"Other\"}]"))
                .put("/api/v1/catalog/items/" + item)
                .then()
                .statusCode(200);
        marta().delete("/api/v1/catalog/items/" + item).then().statusCode(200);

        complete(ana(), ticket, "account").then().statusCode(200);
        decide(ticket, YES).then().statusCode(200);
        complete(ana(), ticket, "order").then().statusCode(200);
        complete(ana(), ticket, "other").then().statusCode(422);
    }

    @Test
    void theProcedureIsReadByThoseInsideOnly() {
        for (RequestSpecification inside : new RequestSpecification[] {ana(), as(Role.INTEGRATOR, "bi")}) {
            inside.get("/api/v1/catalog/items/" + item)
                    .then()
                    .statusCode(200)
                    .body("procedure.id", contains("budget", "account", "order", "label"))
                    .body("procedure[0].approvers.id", contains("carlos"))
                    .body("procedure[0].expiresAfterSeconds", equalTo(3600))
                    .body("procedure[2].after", contains("budget", "account"))
                    .body("procedure.mandatory", contains(true, true, true, false));
        }
        lucia().get("/api/v1/catalog/items/" + item).then().statusCode(200).body("procedure", nullValue());
        ana().get("/api/v1/catalog/items?under=" + item).then().statusCode(200).body("items[0].procedure", nullValue());
    }

    @Test
    void everythingThatIsWrongWithAProcedureIsToldAtOnce() {
        marta().body(item("""
                        [{"id": "a", "kind": "TASK", "after": ["b"], "title": "A"},
                         {"id": "b", "kind": "TASK", "after": ["a", "nowhere"], "title": "B", "question": "?"},
                         {"id": "a", "kind": "APPROVAL", "question": "?", "approvers": ["carlos"], "needed": 2}]"""))
                .put("/api/v1/catalog/items/" + item)
                .then()
                .statusCode(422)
                .body("code", equalTo("RULE_VIOLATED"))
                .body(
                        "errors.pointer",
                        hasItems(
                                "/procedure/0/after",
                                "/procedure/1/after",
                                "/procedure/1/after/1",
                                "/procedure/1/question",
                                "/procedure/2/id",
                                "/procedure/2/needed"))
                .body("errors.code", hasItems("cycle", "unknown-step", "not-applicable", "duplicate", "range"));
        marta().body(item("[{\"id\": \"a\", \"kind\": \"DANCE\", \"title\": \"A\"}]"))
                .put("/api/v1/catalog/items/" + item)
                .then()
                .statusCode(400);
        marta().body(item("[null]")).put("/api/v1/catalog/items/" + item).then().statusCode(400);
    }

    private String opened() {
        return open(key())
                .then()
                .statusCode(201)
                .body("status", equalTo("ON_HOLD"))
                .extract()
                .path("ticketId");
    }

    private Response open(String key) {
        return lucia().header("Idempotency-Key", key)
                .body("{\"subject\": \"Un portátil\", \"description\": \"El mío es de 2015\", \"category\": \"%s\"}"
                        .formatted(item))
                .post(TICKETS);
    }

    private static Response complete(RequestSpecification who, String ticket, String step) {
        return who.body("{}").post(path(ticket, "tasks/" + work(ticket, step) + "/completion"));
    }

    private static Response decide(String ticket, String vote) {
        return as(Role.REQUESTER, "carlos")
                .body(vote)
                .post(path(ticket, "approvals/" + work(ticket, "budget") + "/decision"));
    }

    private static Response resolve(String ticket) {
        return ana().body(RESOLUTION).post(path(ticket, "resolution"));
    }

    private static UUID work(String ticket, String step) {
        return Ids.derived(Ids.derived(UUID.fromString(ticket), "procedure 1"), "step " + step);
    }

    private static String path(String ticket, String operation) {
        return TICKETS + "/" + ticket + "/" + operation;
    }

    private static String item(String steps) {
        return "{\"name\": \"Portátiles\", \"type\": \"SERVICE_REQUEST\", \"procedure\": %s}".formatted(steps);
    }

    private static RequestSpecification marta() {
        return as(Role.ADMIN, "marta");
    }
}
