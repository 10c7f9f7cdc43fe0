package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.as;
import static dev.traza.command.api.Desk.newTicket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class PreconditionsTest {

    private static final String COMMENT = "{\"body\": \"Hola\", \"visibility\": \"PUBLIC\"}";

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "*"})
    void aWriteOnTheExpectedVersionIsDone(String tag) {
        comment(newTicket(), tag, 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "W/\"1\"", "\"01\"", "\"abc\"", "\"99999999999999999999\""})
    void aWriteOnAnotherVersionIsNotDone(String tag) {
        String id = newTicket();

        ana().header("If-Match", tag)
                .body(COMMENT)
                .post(TICKETS + "/" + id + "/comments")
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .header("ETag", "\"1\"")
                .body("code", equalTo("VERSION_MISMATCH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "\"1\", \"2\""})
    void whatIsNoEntityTagIsMalformed(String tag) {
        ana().header("If-Match", tag)
                .body(COMMENT)
                .post(TICKETS + "/" + newTicket() + "/comments")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("@If-Match"));
    }

    @Test
    void aStrangerLearnsNothingFromAPrecondition() {
        as(Role.REQUESTER, "u-18")
                .header("If-Match", "\"7\"")
                .body(COMMENT)
                .post(TICKETS + "/" + newTicket() + "/comments")
                .then()
                .statusCode(404);
    }

    @Test
    void ofManyWritesOnTheSameVersionOneIsDone() throws Exception {
        String id = newTicket();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(callers.submit(() -> ana().header("If-Match", "\"1\"")
                        .body(COMMENT)
                        .post(TICKETS + "/" + id + "/comments")
                        .statusCode()));
            }
            for (Future<Integer> call : calls) {
                statuses.add(call.get());
            }
        }

        assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
    }

    private static void comment(String id, String tag, int status) {
        ana().header("If-Match", tag)
                .body(COMMENT)
                .post(TICKETS + "/" + id + "/comments")
                .then()
                .statusCode(status);
    }
}
