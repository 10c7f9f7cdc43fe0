package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.as;
import static dev.traza.command.api.Desk.lucia;
import static dev.traza.command.api.Desk.newTicket;
import static dev.traza.command.api.Desk.openTicket;
import static dev.traza.command.api.Desk.printer;
import static dev.traza.command.api.Desk.resolvedTicket;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class RightsTest {

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("writes")
    void aTicketThatIsNotTheirsDoesNotExistForARequester(String method, String what, String body) {
        as(Role.REQUESTER, "u-18")
                .body(body)
                .request(method, TICKETS + "/" + openTicket() + "/" + what)
                .then()
                .statusCode(404)
                .body("code", equalTo("TICKET_NOT_FOUND"))
                .body("ticketStatus", nullValue())
                .header("ETag", nullValue());
    }

    static Stream<Arguments> writes() {
        return Stream.concat(
                agentsWork(),
                Stream.of(
                        Arguments.of("POST", "comments", "{\"body\": \"a\", \"visibility\": \"PUBLIC\"}"),
                        Arguments.of("POST", "reopening", "{\"reason\": \"a\"}"),
                        Arguments.of("POST", "closure", "{}")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("agentsWork")
    void aRequesterDoesNoAgentsWork(String method, String what, String body) {
        lucia().body(body)
                .request(method, TICKETS + "/" + openTicket() + "/" + what)
                .then()
                .statusCode(403)
                .body("code", equalTo("NOT_PERMITTED"));
    }

    static Stream<Arguments> agentsWork() {
        return Stream.of(
                Arguments.of("POST", "comments", "{\"body\": \"a\", \"visibility\": \"INTERNAL\"}"),
                Arguments.of("PUT", "assignment", "{\"teamId\": \"desk\", \"agentId\": \"u-17\"}"),
                Arguments.of("POST", "take", "{}"),
                Arguments.of("PUT", "priority", "{\"impact\": \"HIGH\", \"urgency\": \"HIGH\"}"),
                Arguments.of("POST", "pending", "{}"),
                Arguments.of("POST", "hold", "{\"reason\": \"THIRD_PARTY\"}"),
                Arguments.of("POST", "resume", "{}"),
                Arguments.of("POST", "escalation", "{\"level\": 2, \"reason\": \"a\"}"),
                Arguments.of("POST", "resolution", "{\"code\": \"FIXED\", \"text\": \"a\"}"),
                Arguments.of("PUT", "participants/u-31", "{}"),
                Arguments.of("DELETE", "participants/u-31", ""),
                Arguments.of("POST", "closure", "{\"code\": \"CANCELLED\"}"));
    }

    @Test
    void aRequesterOpensForThemselvesOnly() {
        as(Role.REQUESTER, "u-18")
                .body(printer())
                .post(TICKETS)
                .then()
                .statusCode(403)
                .body("code", equalTo("NOT_PERMITTED"));
    }

    @Test
    void aRequesterReopensAndConfirmsTheirOwn() {
        lucia().body("{\"reason\": \"sigue igual\"}")
                .post(TICKETS + "/" + resolvedTicket() + "/reopening")
                .then()
                .statusCode(200);
        lucia().body("{}")
                .post(TICKETS + "/" + resolvedTicket() + "/closure")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"AGENT", "SUPERVISOR", "ADMIN"})
    void staffMayAll(Role role) {
        as(role, "someone")
                .body("{\"impact\": \"HIGH\", \"urgency\": \"LOW\"}")
                .put(TICKETS + "/" + newTicket() + "/priority")
                .then()
                .statusCode(200);
    }
}
