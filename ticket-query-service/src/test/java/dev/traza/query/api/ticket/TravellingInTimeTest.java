package dev.traza.query.api.ticket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.query.Story;
import dev.traza.query.TestLog;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Source;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ticket is read as it was, compared with itself, and told in words. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
class TravellingInTimeTest {

    private static final Instant DUE = Instant.parse("2026-03-02T11:00:00Z");

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
    void atAnyMomentATicketIsWhatItsLogsHadSaidByThen() {
        Random random = new Random(7);
        Story story = life(random, 130); // more than two pages of its timeline
        seen(story);

        for (int i = 0; i < 60; i++) {
            LoggedEvent last = story.told().get(random.nextInt(story.told().size()));
            Instant at = last.envelope().recordedAt();
            List<LoggedEvent> until = story.told().stream()
                    .filter(event -> !event.envelope().recordedAt().isAfter(at))
                    .toList();
            agent().queryParam("asOf", at.toString())
                    .get(path(story))
                    .then()
                    .statusCode(200)
                    .header("ETag", nullValue())
                    .body("version", equalTo(count(until, Source.TICKET)))
                    .body("commentCount", equalTo(comments(until)))
                    .body("sla", hasSize(Math.min(1, count(until, Source.SLA))));
        }
    }

    @Test
    void theVersionThatATicketHasIsTheTicket() {
        Story story = seen(life(new Random(3), 20));

        String present =
                agent().get(path(story)).then().statusCode(200).extract().asString();

        assertThat(agent().queryParam("atVersion", story.version())
                        .get(path(story))
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEqualTo(present);
        assertThat(agent().queryParam("asOf", Instant.now().toString())
                        .get(path(story))
                        .asString())
                .isEqualTo(present);
    }

    @Test
    void aVersionHasTheClocksThatItsEventHasStarted() {
        Story story = seen(Story.of("u-17")
                .opened("a", "b")
                .slaStarted(SlaMetric.RESOLUTION, DUE)
                .prioritized(Priority.HIGH)
                .slaBreached(SlaMetric.RESOLUTION));

        agent().get(path(story) + "?atVersion=1")
                .then()
                .body("priority", equalTo("NORMAL"))
                .body("sla.breached", contains(false));
        agent().get(path(story) + "?atVersion=2").then().body("sla.breached", contains(true));
    }

    @Test
    void whatNeverWasIsNotFoundAndWhatMeansNothingIsRefused() {
        Story story = seen(Story.of("u-17").opened("a", "b"));

        for (String query : List.of("atVersion=2", "asOf=2026-03-02T08:00:00Z")) {
            agent().get(path(story) + "?" + query).then().statusCode(404).body("detail", notNullValue());
        }
        for (String query : List.of(
                "atVersion=0",
                "atVersion=-1",
                "atVersion=x",
                "atVersion=99999999999999999999",
                "atVersion=1&atVersion=1",
                "asOf=yesterday",
                "asOf=",
                "asOf=2126-01-01T00:00:00Z",
                "asOf=2026-03-02T10:00:00Z&atVersion=1",
                "asof=2026-03-02T10:00:00Z")) {
            agent().get(path(story) + "?" + query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("errors", hasSize(1));
        }
        requester("u-other").get(path(story) + "?atVersion=1").then().statusCode(404);
        requester("u-17").get(path(story) + "?atVersion=1").then().statusCode(200);
        given().get(path(story) + "?atVersion=1").then().statusCode(401);
    }

    @Test
    void whatWasErasedIsErasedInItsPastToo() {
        UUID commentId = Ids.next();
        Story story = Story.of("u-past")
                .opened("zarandaja", "b")
                .ticket(new TicketEvent.TicketRevised(new TicketEvent.Revision("zarandaja", "otra"), null, Status.OPEN))
                .ticket(new TicketEvent.PersonalDataErased("u-past", true, List.of(commentId), Status.OPEN));
        seen(story);

        for (String past : List.of("?atVersion=1", "?atVersion=2", "?asOf=2026-03-02T09:00:02Z")) {
            agent().get(path(story) + past)
                    .then()
                    .statusCode(200)
                    .body("subject", equalTo("[erased]"))
                    .body("requester.name", nullValue())
                    .body("erasedAt", notNullValue());
        }
        assertThat(agent().get(path(story) + "/difference?from=1&to=3").asString())
                .doesNotContain("zarandaja");
        assertThat(agent().get(path(story) + "/timeline").asString()).doesNotContain("zarandaja", "Lucía");
    }

    @Test
    void aMergedTicketIsWhatItWasBeforeAndWhatWentOnInItThen() {
        Story source = Story.of("u-17").opened("source", "b").said(Visibility.PUBLIC, AuthorKind.REQUESTER, "one");
        Story target = Story.at("u-17", Instant.parse("2026-03-02T09:10:00Z")).opened("target", "b");
        target.ticket(new TicketEvent.TicketAbsorbed(
                new AbsorbedTicket(source.ticketId(), source.number(), List.of(), List.of(), 1), "ana", Status.OPEN));
        seen(source);
        seen(target);

        agent().get(path(target) + "?atVersion=1")
                .then()
                .body("absorbed", hasSize(0))
                .body("commentCount", equalTo(0));
        agent().get(path(target) + "?atVersion=2")
                .then()
                .body("absorbed.number", contains(source.number()))
                .body("commentCount", equalTo(1));
    }

    @Test
    void twoVersionsDifferFieldByField() {
        UUID taskId = Ids.next();
        Story story = seen(Story.of("u-17")
                .opened("a", "b")
                .prioritized(Priority.HIGH)
                .ticket(new TicketEvent.TaskAdded(taskId, "Pedir tóner", "printers", true, Status.OPEN))
                .ticket(new TicketEvent.TicketTagged(List.of("toner"), Status.OPEN))
                .ticket(new TicketEvent.TaskCompleted(taskId, null, Status.OPEN)));

        agent().get(path(story) + "/difference?from=1&to=5")
                .then()
                .statusCode(200)
                .body("number", equalTo(story.number()))
                .body("from.version", equalTo(1))
                .body("to.version", equalTo(5))
                .body(
                        "changes.field",
                        hasItems("/impact", "/priority", "/priorityReason", "/status", "/tags", "/tasks/" + taskId))
                .body("changes.find { it.field == '/priority' }.before", equalTo("NORMAL"))
                .body("changes.find { it.field == '/priority' }.after", equalTo("HIGH"))
                .body("changes.find { it.field == '/tags' }.before", hasSize(0))
                .body("changes.find { it.field == '/tags' }.after", contains("toner"))
                .body("changes.field", not(hasItem("/version")));
        agent().get(path(story) + "/difference?from=3&to=5")
                .then()
                .body("changes.find { it.field == '/tasks/" + taskId + "/state' }.before", equalTo("OPEN"))
                .body("changes.find { it.field == '/tasks/" + taskId + "/state' }.after", equalTo("DONE"));
        agent().get(path(story) + "/difference?from=2&to=2")
                .then()
                .statusCode(200)
                .body("changes", hasSize(0));
        agent().get(path(story) + "/difference").then().body("to.version", equalTo(5));
    }

    @Test
    void aRequesterSeesNoDifferenceInWhatTheyDoNotSee() {
        Story story = seen(Story.of("u-17")
                .opened("a", "b")
                .prioritized(Priority.HIGH)
                .ticket(new TicketEvent.TaskAdded(Ids.next(), "secret", null, true, Status.OPEN)));

        requester("u-17")
                .get(path(story) + "/difference?from=1&to=3")
                .then()
                .statusCode(200)
                .body("changes.field", contains("/impact", "/priority", "/status"));
        requester("u-other").get(path(story) + "/difference?from=1&to=2").then().statusCode(404);
        for (String query : List.of("from=3&to=2", "from=0", "to=x", "from=1&from=2", "form=1")) {
            agent().get(path(story) + "/difference?" + query).then().statusCode(400);
        }
        agent().get(path(story) + "/difference?from=1&to=4").then().statusCode(404);
    }

    @Test
    void theTimelineIsToldInTheReadersLanguageWithByWhomByWhatWayAndBecauseOfWhat() {
        Story story = seen(Story.of("u-17")
                .opened("La impresora", "b")
                .assigned("printers", "ana")
                .said(Visibility.PUBLIC, AuthorKind.AGENT, "c"));
        String path = path(story) + "/timeline";

        agent().header("Accept-Language", "es-ES,es;q=0.9")
                .get(path)
                .then()
                .header("Content-Language", equalTo("es"))
                .header("Vary", equalTo("Accept-Language"))
                .body("items[0].sentence", equalTo("ana abrió el ticket (en el portal). «La impresora»"))
                .body("items[1].sentence", containsString("because of the printer"))
                .body("items.through", contains("PORTAL", "API", "PORTAL"))
                .body("items.because.causationId", hasSize(3));
        agent().header("Accept-Language", "es")
                .get(path + "?language=en")
                .then()
                .header("Content-Language", equalTo("en"))
                .body("items[0].sentence", equalTo("ana opened the ticket (in the portal). “La impresora”"));
        requester("u-17")
                .get(path)
                .then()
                .body("items[1].sentence", equalTo("ana took the ticket, team printers."))
                .body("items.because", everyItemIsNull());
        agent().get(path + "?language=de").then().statusCode(400);
        agent().header("Accept-Language", "x".repeat(3000)).get(path).then().statusCode(200);
    }

    private static org.hamcrest.Matcher<Iterable<? extends Object>> everyItemIsNull() {
        return contains(nullValue(), nullValue(), nullValue());
    }

    private static Story life(Random random, int length) {
        Story story = Story.of("u-17").opened("a", "b");
        while (story.told().size() < length) {
            switch (random.nextInt(6)) {
                case 0 -> story.assigned("printers", "ana");
                case 1 -> story.prioritized(Priority.values()[random.nextInt(4)]);
                case 2 -> story.said(Visibility.PUBLIC, AuthorKind.AGENT, "c" + random.nextInt());
                case 3 -> story.slaStarted(SlaMetric.RESOLUTION, DUE);
                case 4 -> story.slaWarned(SlaMetric.RESOLUTION, 50);
                default -> story.routed("printers", "ana");
            }
        }
        return story;
    }

    private static int count(List<LoggedEvent> events, Source source) {
        return (int) events.stream().filter(event -> event.source() == source).count();
    }

    private static int comments(List<LoggedEvent> events) {
        return (int) events.stream()
                .filter(event -> event.envelope().event() instanceof TicketEvent.CommentAdded)
                .count();
    }

    private Story seen(Story story) {
        log.write(story);
        await("view of " + story.number())
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    agent().header("Consistency-Token", new ConsistencyToken(story.ticketId(), story.version()).text())
                            .get(path(story))
                            .then()
                            .statusCode(200);
                    assertThat(told(story)).isGreaterThanOrEqualTo(story.told().size());
                });
        return story;
    }

    private int told(Story story) {
        int count = 0;
        String cursor = null;
        do {
            var page = cursor == null ? agent() : agent().queryParam("cursor", cursor);
            var answer = page.queryParam("limit", 100)
                    .get(path(story) + "/timeline")
                    .then()
                    .statusCode(200)
                    .extract();
            count += answer.jsonPath().getList("items").size();
            cursor = answer.path("nextCursor");
        } while (cursor != null);
        return count;
    }

    private static String path(Story story) {
        return "/api/v1/tickets/" + story.ticketId();
    }

    private static RequestSpecification agent() {
        return given().auth().oauth2(Tokens.mint(Role.AGENT, "ana"));
    }

    private static RequestSpecification requester(String subject) {
        return given().auth().oauth2(Tokens.mint(Role.REQUESTER, subject));
    }
}
