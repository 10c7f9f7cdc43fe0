package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.as;
import static dev.traza.command.api.Desk.key;
import static dev.traza.command.api.Desk.lucia;
import static dev.traza.command.api.Desk.newTicket;
import static dev.traza.command.api.Desk.printer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class IdempotencyTest {

    private static final String COMMENT = "{\"body\": \"Hola\", \"visibility\": \"PUBLIC\"}";

    @Test
    void theSameKeyOpensOneTicket() {
        String key = key();
        Response first = lucia().header("Idempotency-Key", key).body(printer()).post(TICKETS);
        first.then().statusCode(201).header("Idempotent-Replayed", nullValue());

        Response again = lucia().header("Idempotency-Key", key).body(printer()).post(TICKETS);

        again.then().statusCode(201).header("Idempotent-Replayed", "true").header("ETag", "\"1\"");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Consistency-Token")).isEqualTo(first.header("Consistency-Token"));
    }

    @Test
    void fieldsInAnotherOrderAreTheSameContent() {
        String key = key();
        lucia().header("Idempotency-Key", key)
                .body("{\"subject\": \"a\", \"description\": \"b\", \"customFields\": {\"x\": \"1\", \"y\": \"2\"}}")
                .post(TICKETS)
                .then()
                .statusCode(201);

        lucia().header("Idempotency-Key", key)
                .body("{\"customFields\": {\"y\": \"2\", \"x\": \"1\"}, \"description\": \"b\", \"subject\": \"a\"}")
                .post(TICKETS)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true");
    }

    @Test
    void theSameKeyForAnotherContentIsRefused() {
        String key = key();
        lucia().header("Idempotency-Key", key)
                .body(printer())
                .post(TICKETS)
                .then()
                .statusCode(201);

        lucia().header("Idempotency-Key", key)
                .body("{\"subject\": \"Otra cosa\", \"description\": \"…\"}")
                .post(TICKETS)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("COMMAND_ID_REUSED"));
    }

    @Test
    void theSameKeyCommentsOnce() {
        String id = newTicket();
        String key = key();
        String path = TICKETS + "/" + id + "/comments";
        ana().header("Idempotency-Key", key).body(COMMENT).post(path).then().body("version", equalTo(2));

        ana().header("Idempotency-Key", key)
                .body(COMMENT)
                .post(path)
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", "true")
                .body("version", equalTo(2));
        ana().body(COMMENT).post(path).then().body("version", equalTo(3));
    }

    @Test
    void theSameKeyForAnotherOperationOnTheTicketIsRefused() {
        String id = newTicket();
        String key = key();
        ana().header("Idempotency-Key", key)
                .body(COMMENT)
                .post(TICKETS + "/" + id + "/comments")
                .then()
                .statusCode(200);

        ana().header("Idempotency-Key", key)
                .body("{\"code\": \"FIXED\", \"text\": \"…\"}")
                .post(TICKETS + "/" + id + "/resolution")
                .then()
                .statusCode(422);
    }

    @Test
    void aRefusalIsRepeatedAsWell() {
        String path = TICKETS + "/" + newTicket() + "/resume";
        String key = key();
        ana().header("Idempotency-Key", key)
                .post(path)
                .then()
                .statusCode(409)
                .header("Idempotent-Replayed", nullValue());

        ana().header("Idempotency-Key", key).post(path).then().statusCode(409).header("Idempotent-Replayed", "true");
    }

    @Test
    void aKeyIsItsOwnersOnly() {
        String key = key();
        String body = "{\"subject\": \"a\", \"description\": \"b\"}";
        String mine = lucia().header("Idempotency-Key", key)
                .body(body)
                .post(TICKETS)
                .then()
                .statusCode(201)
                .extract()
                .path("ticketId");

        as(Role.REQUESTER, "u-18")
                .header("Idempotency-Key", key)
                .body(body)
                .post(TICKETS)
                .then()
                .statusCode(201)
                .body("ticketId", not(equalTo(mine)));
    }

    @Test
    void theSameKeyAtTheSameTimeOpensOneTicket() throws Exception {
        String key = key();
        List<Response> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<Response>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(callers.submit(() ->
                        lucia().header("Idempotency-Key", key).body(printer()).post(TICKETS)));
            }
            for (Future<Response> call : calls) {
                answers.add(call.get());
            }
        }

        // Either the first answer again, or, while it is still being carried out, the advice to wait for it.
        assertThat(answers)
                .extracting(Response::statusCode)
                .isSubsetOf(201, 409)
                .contains(201);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(answer -> answer.<String>path("ticketId"))
                        .distinct())
                .hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 201 && answer.header("Idempotent-Replayed") == null))
                .hasSize(1);
    }
}
