package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.as;
import static dev.traza.command.api.Desk.lucia;
import static dev.traza.command.api.Desk.printer;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an installation can have otherwise than by default. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@TestProfile(HouseRulesTest.Otherwise.class)
class HouseRulesTest {

    /** Requesters approve for themselves; tickets are of the catalog's categories. */
    public static final class Otherwise implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "traza.command.approval.by-requester", "true",
                    "traza.catalog.unknown-category", "refuse");
        }
    }

    private static final String CATEGORY =
            "hardware-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void theCatalogHasACategory() {
        as(Role.ADMIN, "marta")
                .body("{\"name\": \"Hardware\"}")
                .put("/api/v1/catalog/items/" + CATEGORY)
                .then()
                .statusCode(oneOf(200, 201));
    }

    @Test
    void aRequesterApprovesWhatTheyAskedForThemselves() {
        String ticket = openTicket();
        String approval = TICKETS + "/" + ticket + "/approvals/" + UUID.randomUUID();
        ana().body("{\"question\": \"480 €?\", \"approvers\": [\"u-17\"]}")
                .put(approval)
                .then()
                .statusCode(200)
                .body("status", equalTo("ON_HOLD"));

        as(Role.REQUESTER, "u-18")
                .body("{\"decision\": \"APPROVE\"}")
                .post(approval + "/decision")
                .then()
                .statusCode(404);
        lucia().body("{\"decision\": \"APPROVE\"}")
                .post(approval + "/decision")
                .then()
                .statusCode(200)
                .body("status", equalTo("OPEN"));
        lucia().body("{\"decision\": \"APPROVE\"}")
                .post(approval + "/decision")
                .then()
                .statusCode(200)
                .body("status", equalTo("OPEN"));
    }

    @Test
    void aTicketOfACategoryThatTheCatalogDoesNotKnowIsNotOpened() {
        lucia().body(printer())
                .post(TICKETS)
                .then()
                .statusCode(422)
                .body("code", equalTo("RULE_VIOLATED"))
                .body("errors.pointer", contains("/category"))
                .body("errors.code", contains("unknown-category"));
        lucia().body(printer().replace("hardware/printer", "No path at all"))
                .post(TICKETS)
                .then()
                .statusCode(422)
                .body("errors.code", contains("unknown-category"));
        lucia().body(printer().replace("hardware/printer", CATEGORY))
                .post(TICKETS)
                .then()
                .statusCode(201);
    }

    @Test
    void aTicketNeedsNoCategoryAndGetsOnlyOneOfTheCatalogs() {
        String ticket = openTicket();

        ana().body("{\"category\": \"hardware/printer\"}")
                .put(TICKETS + "/" + ticket + "/classification")
                .then()
                .statusCode(422)
                .body("errors.code", contains("unknown-category"));
        for (int time = 0; time < 2; time++) {
            ana().body("{\"category\": \"" + CATEGORY + "\"}")
                    .put(TICKETS + "/" + ticket + "/classification")
                    .then()
                    .statusCode(200);
        }
        ana().body("{}").put(TICKETS + "/" + ticket + "/classification").then().statusCode(200);
    }

    private static String openTicket() {
        String ticket = lucia().body(printer().replace(" \"category\": \"hardware/printer\",", ""))
                .post(TICKETS)
                .then()
                .statusCode(201)
                .extract()
                .path("ticketId");
        Desk.take(ticket);
        return ticket;
    }
}
