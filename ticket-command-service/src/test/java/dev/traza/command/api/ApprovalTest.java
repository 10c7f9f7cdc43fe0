package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.as;
import static dev.traza.command.api.Desk.key;
import static dev.traza.command.api.Desk.lucia;
import static dev.traza.command.api.Desk.openTicket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class ApprovalTest {

    private static final String ASK = "{\"question\": \"480 €?\", \"approvers\": [\"carlos\", {\"id\": \"marta\","
            + " \"email\": \"marta@example.org\"}], \"needed\": 1}";
    private static final String YES = "{\"decision\": \"APPROVE\", \"comment\": \"ok\"}";
    private static final String NO = "{\"decision\": \"DENY\"}";

    private final String approval = "/approvals/" + UUID.randomUUID();
    private String ticket;

    @BeforeEach
    void openATicket() {
        ticket = openTicket();
    }

    @Test
    void aTicketWaitsForWhoWasAskedAlsoWhenTheyAreNoStaff() {
        put(ASK).then().statusCode(200).body("status", equalTo("ON_HOLD"));
        put(ASK).then().statusCode(200).body("version", equalTo(4));

        decide(as(Role.REQUESTER, "eve"), YES).then().statusCode(404);
        decide(lucia(), YES).then().statusCode(403);
        decide(ana(), YES).then().statusCode(403);
        decide(as(Role.REQUESTER, "carlos"), NO)
                .then()
                .statusCode(200)
                .body("version", equalTo(5))
                .body("status", equalTo("ON_HOLD"));
        decide(as(Role.REQUESTER, "marta"), YES).then().statusCode(200).body("status", equalTo("OPEN"));
        decide(as(Role.REQUESTER, "marta"), YES).then().statusCode(200).body("version", equalTo(8));
        decide(as(Role.REQUESTER, "marta"), NO).then().statusCode(422).body("code", equalTo("RULE_VIOLATED"));
    }

    @Test
    void ofTwoWhoDecideAtOnceOneMakesItCertain() throws Exception {
        put(ASK).then().statusCode(200);
        List<Callable<Response>> both = List.of(
                () -> decide(as(Role.REQUESTER, "carlos"), YES), () -> decide(as(Role.REQUESTER, "marta"), YES));

        try (ExecutorService threads = Executors.newFixedThreadPool(both.size())) {
            List<Integer> answers = threads.invokeAll(both).stream()
                    .map(Future::resultNow)
                    .map(Response::statusCode)
                    .toList();
            assertThat(answers).containsExactlyInAnyOrder(200, 422);
        }
    }

    @Test
    void theSameVoteTwiceUnderOneKeyIsOneVote() {
        put(ASK).then().statusCode(200);
        String key = key();
        decide(as(Role.REQUESTER, "carlos").header("Idempotency-Key", key), YES)
                .then()
                .statusCode(200);

        decide(as(Role.REQUESTER, "carlos").header("Idempotency-Key", key), YES)
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", "true");
        decide(as(Role.REQUESTER, "carlos").header("Idempotency-Key", key), NO)
                .then()
                .statusCode(422)
                .body("code", equalTo("COMMAND_ID_REUSED"));
    }

    @Test
    void whatIsNeededNoMoreIsWithdrawnByStaff() {
        put(ASK).then().statusCode(200);

        lucia().body("{}").post(path("/withdrawal")).then().statusCode(403);
        ana().post(path("/withdrawal")).then().statusCode(200).body("status", equalTo("OPEN"));
        ana().body("{\"reason\": \"again\"}")
                .post(path("/withdrawal"))
                .then()
                .statusCode(200)
                .body("status", equalTo("OPEN"));
    }

    @Test
    void whoAsksForSomethingDoesNotApproveItThemselves() {
        put("{\"question\": \"480 €?\", \"approvers\": [\"u-17\"]}")
                .then()
                .statusCode(422)
                .body("code", equalTo("RULE_VIOLATED"));
        lucia().body(ASK).put(path("")).then().statusCode(403);
    }

    @Test
    void anOpenApprovalKeepsATicketFromBeingResolvedAndResumed() {
        put(ASK).then().statusCode(200);

        ana().body("{\"code\": \"FIXED\", \"text\": \"bought\"}")
                .post(TICKETS + "/" + ticket + "/resolution")
                .then()
                .statusCode(422);
        ana().post(TICKETS + "/" + ticket + "/resume").then().statusCode(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"approvers\": [\"carlos\"]}|/question",
                "{\"question\": \"?\"}|/approvers",
                "{\"question\": \"?\", \"approvers\": []}|/approvers",
                "{\"question\": \"?\", \"approvers\": [\"\"]}|/approvers/0/id",
                "{\"question\": \"?\", \"approvers\": [null]}|/approvers/0",
                "{\"question\": \"?\", \"approvers\": [{\"id\": \"a\", \"email\": \"nonsense\"}]}|/approvers/0/email",
                "{\"question\": \"?\", \"approvers\": [{\"id\": \"a\", \"role\": \"boss\"}]}|/approvers/0/role",
                "{\"question\": \"?\", \"approvers\": [\"carlos\"], \"needed\": 0}|/needed",
                "{\"question\": \"?\", \"approvers\": [\"carlos\"], \"neededPercent\": 101}|/neededPercent",
                "{\"question\": \"?\", \"approvers\": [\"carlos\"], \"expiresAt\": \"soon\"}|/expiresAt",
            })
    void whatIsMalformedIsRefusedWithTheField(String body, String pointer) {
        put(body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void whatThePathNamesIsCheckedToo() {
        ana().body(ASK)
                .put(TICKETS + "/" + ticket + "/approvals/nonsense")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/approvalId"));
        ana().body(YES)
                .post(TICKETS + "/" + ticket + "/approvals/nonsense/decision")
                .then()
                .statusCode(404);
        decide(ana(), "{\"decision\": \"PERHAPS\"}").then().statusCode(400);
        decide(ana(), YES).then().statusCode(422);
    }

    private Response put(String body) {
        return ana().body(body).put(path(""));
    }

    private Response decide(RequestSpecification who, String body) {
        return who.body(body).post(path("/decision"));
    }

    private String path(String what) {
        return TICKETS + "/" + ticket + approval + what;
    }
}
