package dev.traza.query.api.view;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.topic.Topics;
import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.query.Story;
import dev.traza.query.TestLog;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists are kept under names, for those who may see them. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
class SavedViewsTest {

    private static final String VIEWS = "/api/v1/views";

    /** So that no other test's people and tickets are in the way. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private TestLog log;

    @BeforeEach
    void open() {
        log = new TestLog(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aViewIsKeptCountedAndLookedAt() {
        String tag = "t" + run;
        Story one = written(Story.of("u-1").opened("uno", "x", dev.traza.contract.ticket.Priority.HIGH, List.of(tag)));
        Story other = written(Story.of("u-2").opened("dos", "x", dev.traza.contract.ticket.Priority.LOW, List.of(tag)));
        String ana = "ana-" + run;

        ValidatableResponse made = agent(ana)
                .body(view("Mis impresoras", Map.of("tag", List.of(tag), "sort", List.of("-priority"))))
                .post(VIEWS)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Consistency-Token", notNullValue())
                .body("name", equalTo("Mis impresoras"))
                .body("sharing", equalTo("PERSONAL"))
                .body("owner", equalTo(ana))
                .body("mayChange", equalTo(true))
                .body("version", equalTo(1));
        String viewId = made.extract().path("viewId");
        assertThat(made.extract().header("Location")).endsWith(VIEWS + "/" + viewId);

        agent(ana)
                .header("Consistency-Token", token(other))
                .get(VIEWS)
                .then()
                .statusCode(200)
                .body("items.viewId", contains(viewId))
                .body("items.count", contains(2));
        agent(ana)
                .get(VIEWS + "/" + viewId + "/tickets")
                .then()
                .statusCode(200)
                .body("items.number", contains(one.number(), other.number()));
        agent(ana)
                .get(VIEWS + "/" + viewId + "/tickets?sort=priority&limit=1")
                .then()
                .body("items.number", contains(other.number()))
                .body("nextCursor", notNullValue());

        Story third =
                written(Story.of("u-1").opened("tres", "x", dev.traza.contract.ticket.Priority.LOW, List.of(tag)));
        agent(ana)
                .header("Consistency-Token", token(third))
                .get(VIEWS + "/" + viewId)
                .then()
                .header("ETag", "\"1\"")
                .body("count", equalTo(3));
        agent(ana).get(VIEWS + "/" + viewId + "/tickets?status=OPEN").then().statusCode(400);
        agent("other-" + run).get(VIEWS + "/" + viewId).then().statusCode(404);
        agent("other-" + run).get(VIEWS + "/" + viewId + "/tickets").then().statusCode(404);
    }

    @Test
    void aViewsCursorIsGoodUntilTheViewChanges() {
        String tag = "t" + run;
        for (int i = 0; i < 3; i++) {
            written(Story.of("u-1").opened("uno", "x", dev.traza.contract.ticket.Priority.HIGH, List.of(tag)));
        }
        String viewId = make("ana-" + run, view("x", Map.of("tag", List.of(tag))));
        String path = VIEWS + "/" + viewId + "/tickets";
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> agent("ana-" + run).get(path).then().body("items", hasSize(3)));

        String cursor =
                agent("ana-" + run).get(path + "?limit=2").then().extract().path("nextCursor");
        agent("ana-" + run)
                .queryParam("cursor", cursor)
                .get(path + "?limit=2")
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
        agent("ana-" + run)
                .header("If-Match", "*")
                .body(view("x", Map.of("tag", List.of(tag), "status", List.of("NEW"))))
                .put(VIEWS + "/" + viewId)
                .then()
                .statusCode(200);
        agent("ana-" + run).queryParam("cursor", cursor).get(path).then().statusCode(400);
    }

    @Test
    void aRepeatedRequestMakesOneView() {
        String ana = "ana-" + run;
        String key = "key " + run;
        Map<String, Object> body = view("Una", Map.of("status", List.of("OPEN")));

        String viewId = agent(ana)
                .header("Idempotency-Key", key)
                .body(body)
                .post(VIEWS)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue())
                .extract()
                .path("viewId");
        agent(ana)
                .header("If-Match", "\"1\"")
                .body(view("Otra", Map.of()))
                .put(VIEWS + "/" + viewId)
                .then()
                .statusCode(200);
        agent(ana)
                .header("Idempotency-Key", key)
                .body(body)
                .post(VIEWS)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .header("ETag", "\"1\"")
                .body("viewId", equalTo(viewId))
                .body("name", equalTo("Una"));
        agent(ana)
                .header("Idempotency-Key", key)
                .body(view("Una más", Map.of()))
                .post(VIEWS)
                .then()
                .statusCode(422);
        agent("ben-" + run)
                .header("Idempotency-Key", key)
                .body(body)
                .post(VIEWS)
                .then()
                .statusCode(201)
                .body("viewId", not(equalTo(viewId)));
        agent(ana).delete(VIEWS + "/" + viewId).then().statusCode(204);
        agent(ana)
                .header("Idempotency-Key", key)
                .body(body)
                .post(VIEWS)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true");
        agent(ana).get(VIEWS).then().body("items", hasSize(0));
        for (String wrong : List.of("a\tb", "x".repeat(256))) {
            agent(ana)
                    .header("Idempotency-Key", wrong)
                    .body(body)
                    .post(VIEWS)
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void aViewIsWrittenAnewOnlyByWhoHasSeenTheLastVersion() {
        String ana = "ana-" + run;
        Map<String, Object> first = view("Una", Map.of("status", List.of("OPEN")));
        Map<String, Object> second = view("Dos", Map.of("status", List.of("NEW")));
        String path = VIEWS + "/" + make(ana, first);

        agent(ana).body(second).put(path).then().statusCode(428);
        for (String other : List.of("\"2\"", "W/\"1\"", "\"x\"")) {
            agent(ana).header("If-Match", other).body(second).put(path).then().statusCode(412);
        }
        agent(ana).header("If-Match", "1").body(second).put(path).then().statusCode(400);
        agent(ana)
                .header("If-Match", "\"1\"")
                .body(first)
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
        agent(ana)
                .header("If-Match", "\"1\"")
                .body(second)
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Dos"));
        agent(ana).header("If-Match", "\"1\"").body(first).put(path).then().statusCode(412);
        agent(ana).header("If-Match", "\"1\"").delete(path).then().statusCode(412);
        agent(ana).header("If-Match", "\"2\"").delete(path).then().statusCode(204);
        agent(ana).delete(path).then().statusCode(204);
        agent(ana).get(path).then().statusCode(404);
        agent(ana).header("If-Match", "*").body(second).put(path).then().statusCode(404);
        agent("ben-" + run).delete(path).then().statusCode(404);
        agent(ana).delete(VIEWS + "/" + Ids.next()).then().statusCode(404);
        agent(ana).get(VIEWS + "/none").then().statusCode(404);
    }

    @Test
    void whoMayShareAndWhoSees() throws Exception {
        String team = "team-" + run;
        String ana = "ana-" + run;
        String ben = "ben-" + run;
        publish(new DirectoryEntry.Agent(ana, "Ana", null, "es", List.of(team)));
        publish(new DirectoryEntry.Agent("cris-" + run, "Cris", null, "es", List.of(team)));
        Map<String, Object> forTeam = new HashMap<>(view("Del equipo", Map.of("assignee", List.of("me"))));
        forTeam.put("sharing", "TEAM");
        forTeam.put("team", team);
        Map<String, Object> forAll = new HashMap<>(view("De todos", Map.of("status", List.of("NEW"))));
        forAll.put("sharing", "ALL");

        await().atMost(Duration.ofSeconds(40))
                .until(() -> agent(ana).body(forTeam).post(VIEWS).statusCode() == 201);
        agent(ben).body(forTeam).post(VIEWS).then().statusCode(403);
        agent(ana).body(forAll).post(VIEWS).then().statusCode(403);
        requester("u-" + run).body(forAll).post(VIEWS).then().statusCode(403);
        String shared = supervisor()
                .body(forAll)
                .post(VIEWS)
                .then()
                .statusCode(201)
                .extract()
                .path("viewId");

        agent("cris-" + run).get(VIEWS + "?limit=100").then().body("items.name", hasItem("Del equipo"));
        agent(ben).get(VIEWS + "?limit=100").then().body("items.name", not(hasItem("Del equipo")));
        agent(ben).get(VIEWS + "/" + shared).then().statusCode(200).body("mayChange", equalTo(false));
        agent(ben)
                .header("If-Match", "*")
                .body(forAll)
                .put(VIEWS + "/" + shared)
                .then()
                .statusCode(403);
        agent(ben).delete(VIEWS + "/" + shared).then().statusCode(403);
        requester("u-" + run).get(VIEWS + "/" + shared).then().statusCode(404);
        requester("u-" + run).get(VIEWS).then().statusCode(200).body("items", hasSize(0));
        supervisor().delete(VIEWS + "/" + shared).then().statusCode(204);
        given().get(VIEWS).then().statusCode(401);
    }

    @Test
    void aSharedViewIsUnderstoodForWhoeverLooks() {
        String ana = "ana-" + run;
        String ben = "ben-" + run;
        Story hers = written(Story.of("u-1").opened("uno", "x").assigned("team", ana));
        Story his = written(Story.of("u-1").opened("dos", "x").assigned("team", ben));
        Map<String, Object> mine = new HashMap<>(view("Lo mío " + run, Map.of("assignee", List.of("me"))));
        mine.put("sharing", "ALL");
        String viewId = supervisor()
                .body(mine)
                .post(VIEWS)
                .then()
                .statusCode(201)
                .extract()
                .path("viewId");

        for (Map.Entry<String, Story> one : Map.of(ana, hers, ben, his).entrySet()) {
            agent(one.getKey())
                    .header("Consistency-Token", token(one.getValue()))
                    .get(VIEWS + "/" + viewId + "/tickets")
                    .then()
                    .body("items.number", contains(one.getValue().number()));
            agent(one.getKey()).get(VIEWS + "/" + viewId).then().body("count", equalTo(1));
        }
        supervisor().delete(VIEWS + "/" + viewId).then().statusCode(204);
    }

    @Test
    void aRequestersViewShowsTheirOwnTickets() {
        String lucia = "u-" + run;
        Story own = written(Story.of(lucia).opened("uno", "x"));
        written(Story.of("u-else").opened("dos", "x"));
        String viewId = requester(lucia)
                .body(view("Lo mío", Map.of("status", List.of("NEW"))))
                .post(VIEWS)
                .then()
                .statusCode(201)
                .extract()
                .path("viewId");

        requester(lucia)
                .header("Consistency-Token", token(own))
                .get(VIEWS + "/" + viewId + "/tickets")
                .then()
                .body("items.number", contains(own.number()));
        requester(lucia).get(VIEWS).then().body("items.count", contains(1));
    }

    static Stream<Map<String, Object>> wrong() {
        return Stream.of(
                view("x", Map.of("statuz", List.of("OPEN"))),
                view("x", Map.of("status", List.of("NEVER"))),
                view("x", Map.of("cursor", List.of("abc"))),
                view("x", Map.of("limit", List.of("10"))),
                view("x", Map.of("sort", List.of("colour"))),
                view("x", Map.of("q", List.of("x".repeat(201)))),
                view("x", Map.of("status", List.of())),
                view("", Map.of()),
                view("a\u0000b", Map.of()),
                view("x".repeat(101), Map.of()),
                Map.of("name", "x"),
                Map.of("name", "x", "parameters", Map.of(), "sharing", "TEAM"),
                Map.of("name", "x", "parameters", Map.of(), "team", "printers"),
                Map.of("name", "x", "parameters", Map.of(), "sharing", "EVERYBODY"),
                Map.of("name", "x", "parameters", Map.of("status", "OPEN")),
                Map.of("name", "x", "parameters", Map.of(), "owner", "ben"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatTheListWouldRefuseIsNotKept(Map<String, Object> body) {
        agent("ana-" + run)
                .body(body)
                .post(VIEWS)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItem(notNullValue()));
        agent("ana-" + run).get(VIEWS).then().body("items", hasSize(0));
    }

    @Test
    void theWrongParameterIsNamedInTheBody() {
        agent("ana-" + run)
                .body(view("x", Map.of("status", List.of("NEVER"), "priority", List.of("LOW"))))
                .post(VIEWS)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/parameters/status"));
        requester("u-" + run)
                .body(view("x", Map.of("watcher", List.of("ana"))))
                .post(VIEWS)
                .then()
                .statusCode(403)
                .body("errors.pointer", contains("/parameters/watcher"));
    }

    @Test
    void viewsAreListedByNamePageByPage() {
        String ana = "ana-" + run;
        List<String> names =
                IntStream.range(0, 7).mapToObj(n -> "Vista " + (char) ('g' - n)).toList();
        names.forEach(name -> make(ana, view(name, Map.of())));

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            var asking = cursor == null ? agent(ana) : agent(ana).queryParam("cursor", cursor);
            var page = asking.queryParam("limit", 3)
                    .get(VIEWS)
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.jsonPath().getList("items.name"));
            cursor = page.path("nextCursor");
        } while (cursor != null);

        assertThat(seen).isEqualTo(names.reversed());
        for (String wrong : List.of("!", "YWJj", "x".repeat(2000))) {
            agent(ana).queryParam("cursor", wrong).get(VIEWS).then().statusCode(400);
        }
    }

    @Test
    void nobodyKeepsMoreThanAHundredHoweverQuickTheyAre() throws Exception {
        String ana = "ana-" + run;
        for (int i = 0; i < 98; i++) {
            make(ana, view("Vista " + i, Map.of()));
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService quick = Executors.newFixedThreadPool(6)) {
            List<Callable<Integer>> tries = IntStream.range(0, 6)
                    .<Callable<Integer>>mapToObj(n -> () -> agent(ana)
                            .body(view("Más " + n, Map.of()))
                            .post(VIEWS)
                            .statusCode())
                    .toList();
            for (Future<Integer> one : quick.invokeAll(tries)) {
                statuses.add(one.get());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(2);
        assertThat(new HashSet<>(statuses)).isSubsetOf(java.util.Set.of(201, 422));
        agent(ana)
                .body(view("Una más", Map.of()))
                .post(VIEWS)
                .then()
                .statusCode(422)
                .body("code", equalTo("TOO_MANY_VIEWS"));
    }

    private String make(String person, Map<String, Object> body) {
        return agent(person)
                .body(body)
                .post(VIEWS)
                .then()
                .statusCode(201)
                .extract()
                .path("viewId");
    }

    private static Map<String, Object> view(String name, Map<String, List<String>> parameters) {
        return Map.of("name", name, "parameters", parameters);
    }

    private Story written(Story story) {
        log.write(story);
        return story;
    }

    private void publish(DirectoryEntry entry) throws Exception {
        log.write(new ProducerRecord<>(
                Topics.ROUTING_DIRECTORY.name(),
                entry.key(),
                ContractJson.mapper().writeValueAsBytes(entry)));
    }

    private static String token(Story story) {
        return new ConsistencyToken(story.ticketId(), story.version()).text();
    }

    private static RequestSpecification agent(String id) {
        return given().contentType(ContentType.JSON).auth().oauth2(Tokens.mint(Role.AGENT, id));
    }

    private RequestSpecification supervisor() {
        return given().contentType(ContentType.JSON).auth().oauth2(Tokens.mint(Role.SUPERVISOR, "sara-" + run));
    }

    private static RequestSpecification requester(String id) {
        return given().contentType(ContentType.JSON).auth().oauth2(Tokens.mint(Role.REQUESTER, id));
    }
}
