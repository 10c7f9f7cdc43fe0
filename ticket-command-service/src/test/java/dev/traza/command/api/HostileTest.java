package dev.traza.command.api;

import static dev.traza.command.api.Desk.lucia;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.HostileRequests;
import dev.traza.stack.test.HostileRequests.Hostile;
import dev.traza.stack.test.RawHttp;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent by whom, it is refused clearly, nothing of it comes onto the log, and the service stays well. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileTest {

    // Set by TrazaInfrastructure.
    @SuppressWarnings("NullAway.Init")
    private TestServers servers;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init")
    URI url;

    static Stream<Hostile> framing() {
        return HostileRequests.framing(token());
    }

    static Stream<Hostile> paths() {
        return HostileRequests.paths("POST", token());
    }

    static Stream<Hostile> bodies() {
        return HostileRequests.bodies(token());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"framing", "paths", "bodies"})
    void isRefused(Hostile hostile) {
        RawHttp.Told told = RawHttp.send(url, hostile.bytes());

        assertThat(told.statuses()).as("%s → %s", hostile, told.text()).allMatch(HostileRequests::isRefusal);
        if (hostile.reaches()) {
            assertThat(told.statuses()).as("%s → %s", hostile, told.text()).hasSize(1);
            assertThat(told.text()).contains("application/problem+json").doesNotContain("Exception");
        }
    }

    @Test
    void noTokenButAGoodOneOpensATicket() {
        String body = "{\"subject\": \"" + HostileRequests.MARK + "\", \"description\": \"a\"}";

        HostileRequests.tokens(Tokens.key(), "u-evil")
                .forEach((why, token) -> given().header("Authorization", "Bearer " + token)
                        .contentType("application/json")
                        .body(body)
                        .post(Desk.TICKETS)
                        .then()
                        .statusCode(401)
                        .contentType("application/problem+json")
                        .body("type", equalTo("https://traza.dev/problems#unauthenticated")));
    }

    @Test
    void aFoldedHeaderIsNoHeaderOfItsOwn() {
        String request = "POST /api/v1/tickets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Folded: a\r\n"
                + " Authorization: Bearer " + token() + "\r\nContent-Length: 0\r\n\r\n";

        assertThat(RawHttp.send(url, request.getBytes(StandardCharsets.US_ASCII))
                        .statuses())
                .containsExactly(401);
    }

    @Test
    void somebodyElsesTicketIsNotThere() {
        String ticket = Desk.newTicket();
        String body = "{\"body\": \"" + HostileRequests.MARK + "\", \"visibility\": \"PUBLIC\"}";

        for (String id : List.of(ticket, UUID.randomUUID().toString())) {
            Desk.as(Role.REQUESTER, "u-evil")
                    .body(body)
                    .post(Desk.TICKETS + "/" + id + "/comments")
                    .then()
                    .statusCode(404)
                    .body("detail", equalTo("There is no such ticket."));
        }
        lucia().body(body.replace("PUBLIC", "INTERNAL"))
                .post(Desk.TICKETS + "/" + ticket + "/comments")
                .then()
                .statusCode(403);
    }

    @AfterEach
    void andTheServiceIsWell() {
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void andTheLogIsWithoutIt() {
        UUID last = UUID.fromString(Desk.newTicket());
        try (EventLog log = EventLog.of(servers)) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(log.of(last)).isNotEmpty());
            assertThat(log.all()).noneMatch(event -> event.event().toString().contains(HostileRequests.MARK));
        }
    }

    private static String token() {
        return Tokens.mint(Role.REQUESTER, "u-evil");
    }
}
