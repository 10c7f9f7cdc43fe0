package dev.traza.query.api.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.Priority;
import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.query.Story;
import dev.traza.query.TestLog;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read models are rebuilt, switched and dropped over REST, by administrators only. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
class RebuildingTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private TestLog log;

    @BeforeEach
    void open() {
        log = new TestLog(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tickets", "index", "figures"})
    void aProjectionIsRebuiltSwitchedBackAndDropped(String name) {
        Story story = Story.of("u-17").opened("a rebuilt one", "b");
        log.write(story);
        alone(name);
        int before = serving(name);
        int counted = opened(story, 1);

        Response accepted = admin().body("{\"switch\":\"MANUAL\"}").post(path(name) + "/rebuild");

        accepted.then().statusCode(202).header("Location", containsString("/admin/projections/" + name));
        int built = accepted.path("generations[1].generation");
        admin().post(path(name) + "/rebuild").then().statusCode(409).body("detail", containsString("/cancel"));
        await().atMost(SOON).untilAsserted(() -> admin().get(path(name))
                .then()
                .statusCode(200)
                .body("serving", equalTo(before))
                .body("generations[1].state", equalTo("READY"))
                .body("generations[1].switch", equalTo("MANUAL"))
                .body("generations[1].requestedBy", equalTo("root"))
                .body("generations[1].caughtUpAt", notNullValue())
                .body("generations[1].nodes", hasSize(1)));
        await().atMost(SOON).untilAsserted(() -> admin().body("{\"generation\":" + built + "}")
                .post(path(name) + "/switch")
                .then()
                .statusCode(200)
                .body("serving", equalTo(built)));
        await().atMost(SOON)
                .untilAsserted(
                        () -> admin().get(path(name)).then().body("generations[0].nodes[0].serving", equalTo(true)));
        story.prioritized(Priority.HIGH);
        log.write(List.of(story.last()));
        answers(story, 2);
        assertThat(opened(story, 2)).isEqualTo(counted);
        Story later = Story.of("u-17").opened("one that came later", "b");
        log.write(later);
        assertThat(opened(later, 1)).isEqualTo(counted + 1);
        admin().post(path(name) + "/cancel").then().statusCode(409);

        await().atMost(SOON).untilAsserted(() -> admin().post(path(name) + "/switch")
                .then()
                .statusCode(200)
                .body("serving", equalTo(before)));
        answers(story, 2);
        assertThat(opened(later, 1)).isEqualTo(counted + 1);
        admin().delete(path(name) + "/generations/" + before).then().statusCode(409);
        admin().delete(path(name) + "/generations/" + built).then().statusCode(204);
        admin().delete(path(name) + "/generations/" + built).then().statusCode(404);
        admin().post(path(name) + "/switch").then().statusCode(409);
        answers(story, 2);
    }

    @Test
    void theSameRequestTwiceBuildsOnce() {
        alone("index");
        String key = UUID.randomUUID().toString();
        Response first = admin().header("Idempotency-Key", key).post(path("index") + "/rebuild");
        first.then().statusCode(202).header("Idempotent-Replayed", (String) null);

        admin().header("Idempotency-Key", key)
                .post(path("index") + "/rebuild")
                .then()
                .statusCode(202)
                .header("Idempotent-Replayed", "true");
        admin().header("Idempotency-Key", key)
                .body("{\"switch\":\"MANUAL\"}")
                .post(path("index") + "/rebuild")
                .then()
                .statusCode(422);
        admin().header("Idempotency-Key", "x".repeat(256))
                .post(path("index") + "/rebuild")
                .then()
                .statusCode(400);
        int built = first.path("generations[1].generation");
        await().atMost(SOON).until(() -> serving("index") == built);
    }

    @Test
    void readersNeverMissWhatTheyWroteWhileItIsSwitched() {
        alone("tickets");
        admin().post(path("tickets") + "/rebuild").then().statusCode(202);
        for (int i = 0; i < 40; i++) {
            Story story = Story.of("u-17").opened("while it is built " + i, "b");
            log.write(story);
            answers(story, 1);
        }
    }

    @Test
    void onlyAdministratorsMay() {
        for (Role role : Role.values()) {
            if (role != Role.ADMIN) {
                RequestSpecification other = given().auth().oauth2(Tokens.mint(role, "ana"));
                other.get("/admin/projections").then().statusCode(403);
                other.contentType("application/json")
                        .post(path("tickets") + "/rebuild")
                        .then()
                        .statusCode(403)
                        .contentType("application/problem+json");
            }
        }
        given().contentType("application/json")
                .post(path("tickets") + "/switch")
                .then()
                .statusCode(401);
    }

    @Test
    void whatIsNotThereOrNotUnderstoodIsRefused() {
        admin().get(path("nothing")).then().statusCode(404).contentType("application/problem+json");
        admin().post(path("nothing") + "/rebuild").then().statusCode(404);
        given().auth()
                .oauth2(Tokens.mint(Role.ADMIN, "root"))
                .noContentType()
                .post(path("nothing") + "/switch")
                .then()
                .statusCode(404);
        admin().body("{\"switch\":\"SOMETIME\"}")
                .post(path("tickets") + "/rebuild")
                .then()
                .statusCode(400);
        admin().body("{\"swtich\":\"MANUAL\"}")
                .post(path("tickets") + "/rebuild")
                .then()
                .statusCode(400);
        admin().body("{\"generation\":9999}")
                .post(path("tickets") + "/switch")
                .then()
                .statusCode(404);
        for (String generation : List.of("9999", "v0", "-1")) {
            admin().delete(path("tickets") + "/generations/" + generation)
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void allAreListed() {
        admin().get("/admin/projections")
                .then()
                .statusCode(200)
                .body("items.name", hasItems("tickets", "index", "figures"))
                .body("items.find { it.name == 'tickets' }.scope", equalTo("SHARED"))
                .body("items.find { it.name == 'index' }.scope", equalTo("EACH_NODE"))
                .body("items.find { it.name == 'figures' }.scope", equalTo("EACH_NODE"))
                .body("items[0].generations[0].progress.end", notNullValue());
    }

    /** Gets rid of what another test has left beside. */
    private static void alone(String name) {
        await().atMost(SOON).until(() -> {
            List<Integer> generations = admin().get(path(name)).path("generations.generation");
            if (generations.size() > 1) {
                admin().delete(path(name) + "/generations/" + generations.get(1));
            }
            return generations.size() == 1;
        });
    }

    private static int serving(String name) {
        return admin().get(path(name)).path("serving");
    }

    private static void answers(Story story, int version) {
        String token = new ConsistencyToken(story.ticketId(), version).text();
        agent().header("Consistency-Token", token)
                .get("/api/v1/tickets/" + story.number())
                .then()
                .statusCode(200)
                .body("version", equalTo(version));
        List<String> listed = agent().header("Consistency-Token", token)
                .queryParam("sort", "-number")
                .get("/api/v1/tickets")
                .then()
                .statusCode(200)
                .extract()
                .path("items.ticketId");
        assertThat(listed).contains(story.ticketId().toString());
        agent().header("Consistency-Token", token)
                .get("/api/v1/tickets/" + story.number() + "/timeline")
                .then()
                .statusCode(200)
                .body("items", hasSize(version));
    }

    /** How many tickets were opened on the day on which stories begin, so far as somebody knows who has seen this. */
    private static int opened(Story story, int version) {
        return agent().header("Consistency-Token", new ConsistencyToken(story.ticketId(), version).text())
                .queryParam("from", "2026-03-02")
                .queryParam("to", "2026-03-03")
                .get("/api/v1/figures/opened")
                .then()
                .statusCode(200)
                .extract()
                .path("total.value.count");
    }

    private static String path(String name) {
        return "/admin/projections/" + name;
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(Tokens.mint(Role.ADMIN, "root")).contentType("application/json");
    }

    private static RequestSpecification agent() {
        return given().auth().oauth2(Tokens.mint(Role.AGENT, "ana"));
    }
}
