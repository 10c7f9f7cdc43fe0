package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.key;
import static dev.traza.command.api.Desk.lucia;
import static dev.traza.command.api.Desk.newTicket;
import static dev.traza.command.api.Desk.printer;
import static org.hamcrest.Matchers.equalTo;

import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class AsyncTest {

    @Test
    void whoPrefersNotToWaitIsToldWhereToAsk() {
        String key = key();

        Response answer = lucia().header("Idempotency-Key", key)
                .header("Prefer", "respond-async")
                .body(printer())
                .post(TICKETS);

        answer.then()
                .statusCode(202)
                .header("Location", "/api/v1/commands/" + answer.path("commandId"))
                .body("status", equalTo("PENDING"));
        // And it is carried out: the repeat that waits gets the answer of the first.
        lucia().header("Idempotency-Key", key)
                .body(printer())
                .post(TICKETS)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("ticketId", equalTo(answer.<String>path("ticketId")));
    }

    @Test
    void preferencesThatAreUnknownAreIgnored() {
        ana().header("Prefer", "handling=lenient, return=minimal")
                .body("{\"body\": \"a\", \"visibility\": \"PUBLIC\"}")
                .post(TICKETS + "/" + newTicket() + "/comments")
                .then()
                .statusCode(200);
    }
}
