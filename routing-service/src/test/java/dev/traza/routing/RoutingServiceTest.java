package dev.traza.routing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole service, from a plain event to a plain command, and its HTTP surface. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class RoutingServiceTest {

    private static final String PROBLEM = "application/problem+json";
    private static final Duration SOON = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") // filled in by TrazaInfrastructure
    TestServers servers;

    @SuppressWarnings("NullAway.Init") // by the method before each test
    private TopicLog log;

    @BeforeEach
    void anOrganisation() {
        log = new TopicLog(servers.bootstrapServers());
        put("/desks/it", "{\"name\": \"IT\"}");
        put("/teams/helpdesk", """
                {"name": "Help desk", "deskId": "it", "level": 1, "strategy": "LEAST_LOADED", "supervisorId": "sara"}""");
        put("/agents/ana", """
                {"name": "Ana Gómez", "email": "ana@example.org", "language": "es", "teamIds": ["helpdesk"], "maxOpen": 1000}""");
        putRules("""
                {"rules": [
                  {"id": "phone", "when": {"channels": ["PHONE"], "vip": true}, "deskId": "it", "level": 1},
                  {"id": "default", "deskId": "it", "teamId": "helpdesk"}]}""").statusCode(200);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void isReadyAndSaysHowItsFeedsAre() {
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));

        given().get("/q/health/ready")
                .then()
                .body("checks.find { it.name == 'feeds' }.data.'ticket-events'", equalTo("following"));
    }

    @Test
    void anOpenedTicketGetsExactlyOneCommandAndCanBeExplained() {
        UUID ticketId = Ids.next();

        log.garbage(ticketId);
        log.happened(Samples.envelope(ticketId, 1, Samples.opened("T-900001", null, Priority.NORMAL)));
        log.happened(Samples.envelope(ticketId, 1, Samples.opened("T-900001", null, Priority.NORMAL)));
        await().atMost(SOON).until(() -> !log.explanations(ticketId).isEmpty());
        log.happened(Samples.envelope(ticketId, 2, Samples.assigned("helpdesk", "ana")));
        log.clocked(Samples.envelope(ticketId, 1, Samples.warned()));
        log.clocked(Samples.envelope(ticketId, 2, Samples.breached()));
        await().atMost(SOON).until(() -> log.explanations(ticketId).size() > 1);

        assertThat(log.commands(ticketId))
                .extracting(command -> command.command().getClass().getSimpleName())
                .containsExactly("AssignTicket", "EscalateTicket");
        for (String id : new String[] {ticketId.toString(), "T-900001"}) {
            as(Role.AGENT, "luis")
                    .get("/api/v1/tickets/{id}/routing", id)
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(2))
                    .body("items[0].type", equalTo("TicketRouted"))
                    .body("items[0].data.agentId", equalTo("ana"))
                    .body("items[0].data.ruleId", equalTo("default"))
                    .body("items[1].sequence", equalTo(2))
                    .body("items[1].data.kind", equalTo("HIERARCHICAL"));
        }
        String cursor = as(Role.AGENT, "luis")
                .get("/api/v1/tickets/{id}/routing?limit=1", ticketId)
                .then()
                .body("items", hasSize(1))
                .extract()
                .path("nextCursor");
        as(Role.AGENT, "luis")
                .get("/api/v1/tickets/{id}/routing?limit=1&cursor={cursor}", ticketId, cursor)
                .then()
                .body("items", hasSize(1))
                .body("items[0].sequence", equalTo(2))
                .body("nextCursor", nullValue());
    }

    @Test
    void theDirectoryIsPublishedAndItsRemovalsToo() throws Exception {
        put("/desks/lab", "{\"name\": \"Laboratory\"}");
        put("/desks/lab", "{\"name\": \"Lab\"}");
        put("/desks/lab", "{\"name\": \"Lab\"}");
        as(Role.ADMIN, "root").delete("/api/v1/desks/lab").then().statusCode(204);

        var records = log.records(Topics.ROUTING_DIRECTORY, "desk:lab");

        assertThat(records).hasSize(3);
        assertThat(ContractJson.mapper().readValue(records.get(1).value(), DirectoryEntry.class))
                .isEqualTo(new DirectoryEntry.Desk("lab", "Lab"));
        assertThat(records).last().extracting(ConsumerRecord::value).isNull();
        as(Role.ADMIN, "root").get("/api/v1/desks/lab").then().statusCode(404).contentType(PROBLEM);
    }

    @Test
    void writesHonourTheVersionTheyWereMadeFrom() {
        String name = "{\"name\": \"Desk\"}";
        as(Role.ADMIN, "root")
                .header("If-None-Match", "*")
                .body(name)
                .put("/api/v1/desks/v1")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"");
        as(Role.ADMIN, "root")
                .header("If-None-Match", "*")
                .body(name)
                .put("/api/v1/desks/v1")
                .then()
                .statusCode(412)
                .contentType(PROBLEM);
        as(Role.ADMIN, "root")
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"B\"}")
                .put("/api/v1/desks/v1")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        as(Role.ADMIN, "root")
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"C\"}")
                .put("/api/v1/desks/v1")
                .then()
                .statusCode(412)
                .contentType(PROBLEM);
        as(Role.ADMIN, "root")
                .header("If-Match", "\"1\"")
                .body(name)
                .put("/api/v1/desks/v2")
                .then()
                .statusCode(412);
        as(Role.AGENT, "ana")
                .header("If-None-Match", "\"2\"")
                .get("/api/v1/desks/v1")
                .then()
                .statusCode(304);
        as(Role.ADMIN, "root")
                .header("If-Match", "\"1\"")
                .delete("/api/v1/desks/v1")
                .then()
                .statusCode(412);
        as(Role.ADMIN, "root")
                .header("If-Match", "\"2\"")
                .delete("/api/v1/desks/v1")
                .then()
                .statusCode(204);
    }

    @Test
    void rulesAreReplacedAsAWholeAndOldVersionsAreKept() {
        Response before = as(Role.SUPERVISOR, "sara").get("/api/v1/routing-rules");
        int version = before.path("version");

        as(Role.ADMIN, "root")
                .body("{\"rules\": [{\"id\": \"default\", \"deskId\": \"it\", \"teamId\": \"helpdesk\"}]}")
                .put("/api/v1/routing-rules")
                .then()
                .statusCode(428)
                .contentType(PROBLEM);
        as(Role.ADMIN, "root")
                .header("If-Match", before.header("ETag"))
                .body("{\"rules\": [{\"id\": \"default\", \"deskId\": \"it\", \"teamId\": \"helpdesk\"}]}")
                .put("/api/v1/routing-rules")
                .then()
                .statusCode(200)
                .body("version", equalTo(version + 1))
                .body("changedBy", equalTo("root"));
        as(Role.ADMIN, "root")
                .header("If-Match", before.header("ETag"))
                .body("{\"rules\": [{\"id\": \"other\", \"deskId\": \"it\", \"teamId\": \"helpdesk\"}]}")
                .put("/api/v1/routing-rules")
                .then()
                .statusCode(412);

        as(Role.AGENT, "ana")
                .get("/api/v1/routing-rules?version={v}", version)
                .then()
                .statusCode(200)
                .body("rules", hasSize(2))
                .body("rules[0].id", equalTo("phone"));
        as(Role.AGENT, "ana").get("/api/v1/routing-rules?version=999999").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"rules\": []}                                                                              | 400 | /rules",
                "{\"rules\": [{\"id\": \"a\", \"deskId\": \"it\", \"when\": {\"vip\": true}}]}                | 422 | /rules/0/when",
                "{\"rules\": [{\"id\": \"a\", \"deskId\": \"it\"}, {\"id\": \"b\", \"deskId\": \"it\"}]}      | 422 | /rules/0/when",
                "{\"rules\": [{\"id\": \"a\", \"deskId\": \"no\"}]}                                           | 422 | /rules/0/deskId",
                "{\"rules\": [{\"id\": \"a\", \"deskId\": \"it\", \"teamId\": \"no\"}]}                       | 422 | /rules/0/teamId",
                "{\"rules\": [{\"id\": \"a\", \"deskId\": \"it\", \"teamId\": \"support\"}]}                  | 422 | /rules/0/teamId",
                "{\"rules\": [{\"id\": \"a\", \"deskId\": \"it\", \"teamId\": \"helpdesk\", \"level\": 3}]}   | 422 | /rules/0/level",
                "{\"rules\": [{\"id\": \"a.b\", \"deskId\": \"it\"}]}                                         | 400 | /rules/0/id",
                "{\"rules\": [{\"id\": \"a\", \"deskId\": \"it\", \"level\": 9}]}                             | 400 | /rules/0/level",
                "{\"rules\": [{\"id\": \"a\", \"deskId\": \"it\", \"colour\": 1}]}                            | 400 | /rules/0/colour",
                "{\"rules\": [{\"id\": \"a\", \"deskId\": \"it\", \"when\": {\"types\": [\"JOKE\"]}}]}        | 400 | /rules/0/when/types/0",
                "{\"rules\": [null]}                                                                          | 400 | /rules/0"
            })
    void wrongRulesAreRefusedWithTheFieldThatIsWrong(String body, int status, String pointer) {
        putRules(body).statusCode(status).contentType(PROBLEM).body("errors[0].pointer", equalTo(pointer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/desks/it      | {}                                                                                          | 400",
                "/desks/it      | {\"name\": \" \"}                                                                           | 400",
                "/desks/it      | {\"name\": 3}                                                                               | 400",
                "/desks/it      | {\"name\": \"IT\", \"x\": 1}                                                                 | 400",
                "/desks/it      | [                                                                                           | 400",
                "/desks/It!     | {\"name\": \"IT\"}                                                                          | 400",
                "/teams/t       | {\"name\": \"T\", \"deskId\": \"none\", \"level\": 1, \"strategy\": \"MANUAL\"}             | 422",
                "/teams/t       | {\"name\": \"T\", \"deskId\": \"it\", \"level\": 7, \"strategy\": \"MANUAL\"}               | 400",
                "/teams/t       | {\"name\": \"T\", \"deskId\": \"it\", \"level\": 1, \"strategy\": \"DICE\"}                 | 400",
                "/agents/a      | {\"name\": \"A\", \"teamIds\": [\"none\"]}                                                  | 422",
                "/agents/a      | {\"name\": \"A\", \"teamIds\": [null]}                                                      | 400",
                "/agents/a      | {\"name\": \"A\"}                                                                           | 400",
                "/agents/a      | {\"name\": \"A\", \"teamIds\": [], \"email\": \"nobody\"}                                   | 400",
                "/agents/a      | {\"name\": \"A\", \"teamIds\": [], \"maxOpen\": -1}                                         | 400",
                "/agents/nobody/status | {\"status\": \"AWAY\"}                                                               | 404",
                "/agents/ana/status    | {\"status\": \"ASLEEP\"}                                                             | 400",
                "/agents/ana/status    | {}                                                                                   | 400"
            })
    void wrongRequestsAreRefusedWithAProblem(String path, String body, int status) {
        as(Role.ADMIN, "root")
                .body(body)
                .put("/api/v1" + path)
                .then()
                .statusCode(status)
                .contentType(PROBLEM)
                .body("status", equalTo(status))
                .body("title", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/desks?limit=0",
                "/desks?limit=201",
                "/desks?limit=x",
                "/teams?cursor=%21%21",
                "/tickets/nonsense/routing",
                "/routing-rules?version=0"
            })
    void wrongQueriesAreRefusedWithAProblem(String path) {
        Response answer = as(Role.AGENT, "ana").get("/api/v1" + path);

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.contentType()).startsWith(PROBLEM);
    }

    @Test
    void unknownThingsAreNotFound() {
        for (String path : new String[] {
            "/desks/none",
            "/teams/none",
            "/agents/none",
            "/teams/none/load",
            "/tickets/T-999999999/routing",
            "/tickets/" + UUID.randomUUID() + "/routing"
        }) {
            as(Role.AGENT, "ana").get("/api/v1" + path).then().statusCode(404).contentType(PROBLEM);
        }
    }

    @Test
    void whatIsInUseCannotBeRemoved() {
        for (String path : new String[] {"/desks/it", "/teams/helpdesk"}) {
            as(Role.ADMIN, "root")
                    .delete("/api/v1" + path)
                    .then()
                    .statusCode(409)
                    .contentType(PROBLEM);
        }
    }

    @Test
    void listsComeInPages() {
        put("/desks/page-a", "{\"name\": \"A\"}");
        put("/desks/page-b", "{\"name\": \"B\"}");

        String cursor = null;
        List<String> seen = new ArrayList<>();
        do {
            Response page = as(Role.SUPERVISOR, "sara")
                    .get("/api/v1/desks?limit=1" + (cursor == null ? "" : "&cursor=" + cursor));
            seen.addAll(page.path("items.id"));
            cursor = page.path("nextCursor");
            assertThat(page.header("Link") == null).isEqualTo(cursor == null);
        } while (cursor != null && seen.size() < 100);

        assertThat(seen).isSorted().doesNotHaveDuplicates().contains("it", "page-a", "page-b");
        as(Role.AGENT, "ana").get("/api/v1/agents?teamId=helpdesk").then().body("items.id", hasItem("ana"));
        as(Role.AGENT, "ana").get("/api/v1/teams?deskId=none").then().body("items", hasSize(0));
    }

    @Test
    void agentsChangeTheirOwnStatusAndSupervisorsAnybodys() {
        put("/agents/eve", "{\"name\": \"Eve\", \"teamIds\": []}");

        as(Role.AGENT, "eve")
                .body("{\"status\": \"AWAY\"}")
                .put("/api/v1/agents/eve/status")
                .then()
                .statusCode(200)
                .body("status", equalTo("AWAY"));
        as(Role.AGENT, "ana")
                .body("{\"status\": \"BUSY\"}")
                .put("/api/v1/agents/eve/status")
                .then()
                .statusCode(403)
                .contentType(PROBLEM);
        as(Role.SUPERVISOR, "sara")
                .body("{\"status\": \"BUSY\"}")
                .put("/api/v1/agents/eve/status")
                .then()
                .statusCode(200);
        as(Role.AGENT, "ana")
                .get("/api/v1/agents/eve")
                .then()
                .body("status", equalTo("BUSY"))
                .body("maxOpen", equalTo(20));
        as(Role.AGENT, "ana")
                .get("/api/v1/teams/helpdesk/load")
                .then()
                .statusCode(200)
                .body("agents[0].agentId", equalTo("ana"));
        as(Role.ADMIN, "root").delete("/api/v1/agents/eve").then().statusCode(204);
    }

    @Test
    void onlyStaffReadsAndOnlyAdministratorsWrite() {
        given().get("/api/v1/desks").then().statusCode(401).contentType(PROBLEM);
        for (String path : new String[] {
            "/desks", "/teams", "/agents", "/routing-rules", "/tickets/T-1/routing", "/teams/helpdesk/load"
        }) {
            as(Role.REQUESTER, "u-17")
                    .get("/api/v1" + path)
                    .then()
                    .statusCode(403)
                    .contentType(PROBLEM);
        }
        for (Role role : new Role[] {Role.REQUESTER, Role.AGENT, Role.SUPERVISOR}) {
            as(role, "x")
                    .body("{\"name\": \"IT\"}")
                    .put("/api/v1/desks/it")
                    .then()
                    .statusCode(403);
            as(role, "x").delete("/api/v1/agents/ana").then().statusCode(403);
        }
    }

    private void put(String path, String body) {
        Response answer = as(Role.ADMIN, "root").body(body).put("/api/v1" + path);
        assertThat(answer.statusCode()).isIn(200, 201);
    }

    private ValidatableResponse putRules(String body) {
        String tag = as(Role.ADMIN, "root").get("/api/v1/routing-rules").header("ETag");
        return as(Role.ADMIN, "root")
                .header("If-Match", tag)
                .body(body)
                .put("/api/v1/routing-rules")
                .then();
    }

    private static RequestSpecification as(Role role, String subject) {
        return given().auth().oauth2(Tokens.mint(role, subject)).contentType(ContentType.JSON);
    }
}
