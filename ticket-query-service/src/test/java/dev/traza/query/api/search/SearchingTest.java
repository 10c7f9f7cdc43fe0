package dev.traza.query.api.search;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.query.Story;
import dev.traza.query.TestLog;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words find tickets over REST, for those who may see them. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
class SearchingTest {

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
    void aSearchBoxSuggestsWhatTheCallerMaySee() {
        String word = word();
        Story mine = written(Story.of("u-sugg").opened("La " + word + " no arranca", "x"));
        Story others = written(Story.of("u-else").opened("Otra " + word, "x"));

        as(agent(), others)
                .get("/api/v1/tickets/suggestions?q=" + word.substring(0, 8))
                .then()
                .statusCode(200)
                .header("Cache-Control", "private, no-cache")
                .body(
                        "items.ticket.ticketId",
                        containsInAnyOrder(
                                mine.ticketId().toString(), others.ticketId().toString()))
                .body("items[0].match", equalTo("SUBJECT"));
        as(requester("u-sugg"), others)
                .get("/api/v1/tickets/suggestions?q=" + word)
                .then()
                .body("items.ticket.number", contains(mine.number()))
                .body("items[0].ticket.requester.name", equalTo("Lucía Pérez"));
        requester("u-sugg")
                .get("/api/v1/tickets/suggestions?q=" + others.number())
                .then()
                .body("items", hasSize(0));
        agent().get("/api/v1/tickets/suggestions?limit=1&q=" + word).then().body("items", hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?q=", "?q=%20", "?q=a&limit=0", "?q=a&limit=21", "?q=a&q=b", "?q=a&status=OPEN"})
    void whatASearchBoxCannotMeanIsSaid(String query) {
        agent().urlEncodingEnabled(false)
                .get("/api/v1/tickets/suggestions" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors", hasSize(1));
        agent().queryParam("q", "x".repeat(101))
                .get("/api/v1/tickets/suggestions")
                .then()
                .statusCode(400);
    }

    @Test
    void similarTicketsAreShownWithTheReason() {
        String rare = word();
        Story one = written(Story.of("u-sim").opened("Falla la " + rare, "El " + rare + " se apaga"));
        Story solved = written(Story.of("u-sim2")
                .opened("Se apaga la " + rare, "falla siempre")
                .resolved("Se cambió la fuente"));
        Story part = written(Story.of("u-sim").opened("Falla otra vez la " + rare, "se apaga"));
        one.ticket(new TicketEvent.TicketAbsorbed(absorbed(part), null, Status.NEW));
        written(one);

        as(agent(), one)
                .get("/api/v1/tickets/" + one.number() + "/similar")
                .then()
                .statusCode(200)
                .body("items.ticket.number", contains(solved.number()))
                .body("items[0].ticket.resolutionText", equalTo("Se cambió la fuente"))
                .body("items[0].why.words", hasItem(rare))
                .body("items[0].why.open", equalTo(false))
                .body("items[0].why.sameCategory", equalTo(true));
        requester("u-sim")
                .get("/api/v1/tickets/" + one.number() + "/similar")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        requester("u-sim2")
                .get("/api/v1/tickets/" + one.number() + "/similar")
                .then()
                .statusCode(404);
        agent().get("/api/v1/tickets/" + Ids.next() + "/similar").then().statusCode(404);
        agent().get("/api/v1/tickets/" + one.number() + "/similar?limit=99")
                .then()
                .statusCode(400);
    }

    @Test
    void aDraftIsComparedWithWhatWasAskedAlready() {
        String rare = word();
        Story mine = written(Story.of("u-dup").opened("No funciona el " + rare, "No enciende desde el lunes"));
        Story theirs = written(Story.of("u-dup2").opened("El " + rare + " no funciona", "No enciende"));

        Map<String, Object> draft = Map.of(
                "subject", rare + " sin funcionar", "description", "no enciende", "requester", Map.of("id", "u-dup"));
        as(agent(), theirs)
                .contentType(ContentType.JSON)
                .body(draft)
                .post("/api/v1/tickets/duplicates")
                .then()
                .statusCode(200)
                .body("items.ticket.number", contains(mine.number(), theirs.number()))
                .body("items[0].why.sameRequester", equalTo(true))
                .body("items[1].why.sameRequester", equalTo(false));
        requester("u-dup2")
                .contentType(ContentType.JSON)
                .body(Map.of("subject", rare + " sin funcionar"))
                .post("/api/v1/tickets/duplicates")
                .then()
                .statusCode(200)
                .body("items.ticket.number", contains(theirs.number()))
                .body("items[0].why.sameRequester", equalTo(true));
        agent().contentType(ContentType.JSON)
                .body(Map.of("subject", "", "colour", "red"))
                .post("/api/v1/tickets/duplicates")
                .then()
                .statusCode(400);
        agent().contentType(ContentType.JSON)
                .body(Map.of("subject", "x".repeat(251)))
                .post("/api/v1/tickets/duplicates")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/subject"));
        agent().contentType(ContentType.JSON)
                .body("null")
                .post("/api/v1/tickets/duplicates")
                .then()
                .statusCode(400);
        given().contentType(ContentType.JSON)
                .body(draft)
                .post("/api/v1/tickets/duplicates")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "-",
                "\\",
                "*:*",
                "listed:yes",
                "words_internal:secreto",
                "[* TO *]",
                "(((((((((((",
                "AND OR NOT",
                "a~ b^9 c?",
                "\u0000",
                "😀 \"😀",
                "<script>alert(1)</script>"
            })
    void nothingThatIsTypedIsMoreThanText(String q) {
        for (String path : List.of("/api/v1/tickets", "/api/v1/tickets/suggestions")) {
            requester("u-nobody")
                    .queryParam("q", q)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(0));
            assertThat(agent().queryParam("q", q).get(path).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatStaffSayInsideHelpsNobodyElseToFind() {
        String secret = word();
        Story story = written(Story.of("u-in")
                .opened("normal", "x")
                .said(Visibility.INTERNAL, AuthorKind.AGENT, "es un " + secret)
                .said(Visibility.PUBLIC, AuthorKind.AGENT, "lo miramos"));

        as(agent(), story).queryParam("q", secret).get("/api/v1/tickets").then().body("items", hasSize(1));
        for (String q : List.of(secret, "u-in@example.org")) {
            as(requester("u-in"), story)
                    .queryParam("q", q)
                    .get("/api/v1/tickets")
                    .then()
                    .body("items", hasSize(0));
        }
        as(requester("u-in"), story)
                .queryParam("q", "miramos -" + secret)
                .get("/api/v1/tickets")
                .then()
                .body("items.number", contains(story.number()));
        as(agent(), story)
                .queryParam("q", "miramos -" + secret)
                .get("/api/v1/tickets")
                .then()
                .body("items.number", not(hasItem(story.number())));
    }

    private static AbsorbedTicket absorbed(Story story) {
        return new AbsorbedTicket(story.ticketId(), story.number(), List.of(), List.of(), 0);
    }

    private Story written(Story story) {
        log.write(story);
        return story;
    }

    private static RequestSpecification as(RequestSpecification who, Story... seen) {
        for (Story story : seen) {
            who.header("Consistency-Token", new ConsistencyToken(story.ticketId(), story.version()).text());
        }
        return who;
    }

    /** One that no other test uses, and that both languages leave as it is. */
    private static String word() {
        return "zaf" + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "xk";
    }

    private static RequestSpecification agent() {
        return given().auth().oauth2(Tokens.mint(Role.AGENT, "ana"));
    }

    private static RequestSpecification requester(String id) {
        return given().auth().oauth2(Tokens.mint(Role.REQUESTER, id));
    }
}
