package dev.traza.query.api.figure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.routing.AssignmentStrategy;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.topic.Topics;
import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.query.TestLog;
import dev.traza.query.figures.Figure;
import dev.traza.query.figures.Life;
import dev.traza.query.figures.Lives;
import dev.traza.stack.test.PlainFigures;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import dev.traza.workingtime.CalendarPlan;
import dev.traza.workingtime.CalendarRecord;
import dev.traza.workingtime.CalendarVersion;
import dev.traza.workingtime.Frame;
import dev.traza.workingtime.WorkingCalendar;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Figures over REST, by those who may, of what was said on the log. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
class ReadingFiguresTest {

    private static final CalendarPlan OFFICE = plan("Europe/Madrid", "09:00", "18:00");
    private static final CalendarPlan NIGHTS = plan("America/New_York", "20:00", "24:00");

    /** Above the categories of this test's tickets, since others have tickets on this log too. */
    private final String category = "figures-" + UUID.randomUUID();

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
    void allFiguresAreListedWithWhatTheySay() {
        agent().get("/api/v1/figures")
                .then()
                .statusCode(200)
                .body("items.figure", hasItems("opened", "backlog", "first-response-time", "satisfaction"))
                .body("items.find { it.figure == 'resolution-time' }.times", contains("calendar", "business"))
                .body("items.find { it.figure == 'resolution-time' }.measure", equalTo("TIME"));
    }

    @Test
    void aFigureIsGivenByBucketAndGroup() {
        Life first = life("2026-03-27T09:00:00Z")
                .assigned("printers", "ana")
                .after(Duration.ofHours(1))
                .resolved();
        Life second = life("2026-03-29T09:00:00Z")
                .assigned("networks", "ben")
                .after(Duration.ofHours(3))
                .resolved();
        write(first, second);

        fresh(agent(), second)
                .queryParam("from", "2026-03-27")
                .queryParam("to", "2026-03-30")
                .queryParam("timeZone", "Europe/Madrid")
                .queryParam("bucket", "day")
                .queryParam("by", "team")
                .get("/api/v1/figures/resolution-time")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("private, no-cache"))
                .body("figure", equalTo("resolution-time"))
                .body("measure", equalTo("TIME"))
                .body("from", equalTo("2026-03-26T23:00:00Z"))
                .body("to", equalTo("2026-03-29T22:00:00Z"))
                .body("timeZone", equalTo("Europe/Madrid"))
                .body("time", equalTo("calendar"))
                .body("unmeasured", nullValue())
                .body("total.key", equalTo(Map.of()))
                .body("total.value.count", equalTo(2))
                .body("total.value.median", equalTo(3600))
                .body("total.value.p90", equalTo(10800))
                .body("total.value.mean", equalTo(7200.0f))
                .body("total.buckets", hasSize(3))
                .body("groups.key.team", contains("networks", "printers"))
                .body("groups[1].buckets.from[2]", equalTo("2026-03-28T23:00:00Z"))
                .body("groups[1].buckets.value.count", contains(1, 0, 0))
                .body("groups[1].buckets[1].value.median", nullValue())
                .body("groups[0].buckets.value.count", contains(0, 0, 1));
    }

    @Test
    void aKeyOfAGroupCanBeUsedAsAFilterAlsoWhereThereIsNone() {
        Life life = life("2026-03-27T09:00:00Z");
        write(life);

        fresh(agent(), life)
                .queryParam("from", "2026-03-01")
                .queryParam("by", "team", "priority")
                .get("/api/v1/figures/opened")
                .then()
                .statusCode(200)
                .body("groups.key", contains(Map.of("team", "none", "priority", "NORMAL")))
                .body("total.buckets", nullValue());
        fresh(agent(), life)
                .queryParam("from", "2026-03-01")
                .queryParam("team", "none")
                .get("/api/v1/figures/opened")
                .then()
                .body("total.value.count", equalTo(1))
                .body("groups", nullValue());
    }

    @Test
    void aReadWithATokenNeverMissesTheWrite() {
        for (int i = 1; i <= 30; i++) {
            Life life = Life.at(Ids.next(), Instant.parse("2026-03-27T09:00:00Z"))
                    .opened(Channel.EMAIL, category, Priority.LOW)
                    .resolved();
            write(life);

            fresh(agent(), life)
                    .queryParam("from", "2026-03-01")
                    .get("/api/v1/figures/resolved")
                    .then()
                    .statusCode(200)
                    .body("total.value.count", equalTo(i));
        }
    }

    @Test
    void aTokenThatIsNotReachedInTimeIsAskedToComeAgain() {
        Life life = life("2026-03-27T09:00:00Z");
        write(life);

        agent().header("Consistency-Token", new ConsistencyToken(life.ticketId(), 9).text())
                .get("/api/v1/figures/opened")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .contentType("application/problem+json");
    }

    @Test
    void whatAnErasedPersonAskedForIsStillCounted() {
        Life life = life("2026-03-27T09:00:00Z").resolved().erased();
        write(life);

        fresh(agent(), life)
                .queryParam("from", "2026-03-01")
                .get("/api/v1/figures/resolved")
                .then()
                .body("total.value.count", equalTo(1));
    }

    @Test
    void businessTimeIsThatOfTheTicketsCalendarOrOfTheOneThatIsNamed() {
        calendar("cal-office", OFFICE);
        // Friday 17:00 in Madrid until Monday 10:00, over the change of the clock
        Life life = life("2026-03-27T16:00:00Z")
                .measuredIn("cal-office")
                .when("2026-03-30T08:00:00Z")
                .resolved();
        Life none = life("2026-03-30T07:30:00Z").when("2026-03-30T08:00:00Z").resolved();
        write(life, none);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> business(none, "cal-office").get(figure()).then().statusCode(200));

        business(none, null)
                .get(figure())
                .then()
                .statusCode(200)
                .body("time", equalTo("business"))
                .body("calendar", nullValue())
                .body("unmeasured", equalTo(1))
                .body("total.value.count", equalTo(1))
                .body("total.value.median", equalTo(7200));
        business(none, "cal-office")
                .get(figure())
                .then()
                .body("calendar", equalTo("cal-office"))
                .body("unmeasured", equalTo(0))
                .body("total.value.count", equalTo(2))
                .body("total.value.median", equalTo(1800));
    }

    @Test
    void aCalendarThatWasChangedMeasuresThePastToo() {
        calendar("cal-changed", OFFICE);
        Life life = life("2026-03-30T07:00:00Z").when("2026-03-30T09:00:00Z").resolved();
        write(life);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        business(life, "cal-changed").get(figure()).then().body("total.value.median", equalTo(7200)));

        calendar("cal-changed", plan("Europe/Madrid", "10:00", "18:00"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        business(life, "cal-changed").get(figure()).then().body("total.value.median", equalTo(3600)));
    }

    @Test
    void theDeskOfATeamThatRoutingDidNotChooseIsTheOneItBelongsToNow() {
        String team = "team-" + category;
        log.write(new ProducerRecord<>(
                Topics.ROUTING_DIRECTORY.name(),
                "team:" + team,
                bytes(new DirectoryEntry.Team(team, "Team", "desk-now", 1, AssignmentStrategy.MANUAL, null))));
        Life life = life("2026-03-27T09:00:00Z").assigned(team, "ana").resolved();
        write(life);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> fresh(agent(), life)
                .queryParam("from", "2026-03-01")
                .queryParam("by", "desk")
                .get("/api/v1/figures/resolved")
                .then()
                .body("groups.key.desk", contains("desk-now")));
    }

    @Test
    void figuresAreWhatAPlainComputationOverTheEventsGives() {
        calendar("office", OFFICE);
        calendar("nights", NIGHTS);
        Lives lives = new Lives(42, category);
        List<Life> some = lives.some(80);
        log.write(lives.asRead(some));
        String tokens = some.stream()
                .skip(40)
                .map(life -> new ConsistencyToken(life.ticketId(), life.version()).text())
                .collect(Collectors.joining(","));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        business(some.getLast(), "nights").get(figure()).then().statusCode(200));
        List<PlainFigures.Life> plain = some.stream().map(Life::plain).toList();
        PlainFigures calendar = new PlainFigures(plain, PlainFigures.Meter.calendar(), team -> null);
        PlainFigures business = new PlainFigures(plain, ReadingFiguresTest::working, team -> null);
        // The token speaks of the tickets' own log only; what routing and clocks said may come a moment later.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> compareAll(calendar, business, tokens));
    }

    private static byte[] bytes(DirectoryEntry entry) {
        try {
            return ContractJson.mapper().writerFor(DirectoryEntry.class).writeValueAsBytes(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compareAll(PlainFigures calendar, PlainFigures business, String tokens) {
        for (Figure figure : Figure.values()) {
            for (String by : List.of("desk", "team", "agent", "priority")) {
                compare(calendar, figure.path(), by, "calendar", tokens);
            }
        }
        compare(business, "first-response-time", "team", "business", tokens);
        compare(business, "resolution-time", "agent", "business", tokens);
    }

    private void compare(PlainFigures plain, String figure, String by, String time, String tokens) {
        RequestSpecification request = asked(tokens)
                .queryParam("from", "2024-03-28")
                .queryParam("to", "2024-04-06")
                .queryParam("timeZone", "Europe/Madrid")
                .queryParam("bucket", "day")
                .queryParam("by", by);
        if (figure.endsWith("-time") && !figure.equals("work-time")) {
            request.queryParam("time", time);
        }
        JsonNode answer = json(request.get("/api/v1/figures/" + figure)
                .then()
                .statusCode(200)
                .extract()
                .asString());

        for (JsonNode group : answer.path("groups")) {
            String key = group.path("key").path(by).asText();
            assertThat(group.path("buckets")).hasSize(9);
            for (JsonNode bucket : group.path("buckets")) {
                Map<String, Object> expected = plain.compute(
                                figure, instant(bucket, "from"), instant(bucket, "to"), List.of(by), _ -> true)
                        .getOrDefault(List.of(key), PlainFigures.nothing(figure));
                same("%s of %s in %s".formatted(figure, key, bucket), expected, bucket.path("value"));
            }
        }
    }

    private static JsonNode json(String text) {
        try {
            return ContractJson.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void same(String what, Map<String, Object> expected, JsonNode actual) {
        assertThat(actual.fieldNames()).toIterable().as(what).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((name, value) -> {
            if (value instanceof Double number) {
                // Ratios are given with four decimals.
                assertThat(actual.path(name).asDouble())
                        .as("%s: %s", what, name)
                        .isEqualTo(number, within(0.0001));
            } else if (value instanceof Long number) {
                assertThat(actual.path(name).asLong()).as("%s: %s", what, name).isEqualTo(number);
            } else {
                assertThat(actual.path(name).toString())
                        .as("%s: %s", what, name)
                        .isEqualTo(value.toString().replace(" ", ""));
            }
        });
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.path(field).asText());
    }

    private static OptionalLong working(Instant from, Instant to, @Nullable String calendar) {
        CalendarPlan plan = "office".equals(calendar) ? OFFICE : "nights".equals(calendar) ? NIGHTS : null;
        return plan == null
                ? OptionalLong.empty()
                : OptionalLong.of(
                        WorkingCalendar.of(plan).workingTimeBetween(from, to).toSeconds());
    }

    @Test
    void aRequesterIsRefusedAndSomebodyWithoutATokenToo() {
        for (String path : List.of("/api/v1/figures", "/api/v1/figures/opened")) {
            given().auth()
                    .oauth2(Tokens.mint(Role.REQUESTER, "u-17"))
                    .get(path)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json");
            given().get(path).then().statusCode(401);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"AGENT", "SUPERVISOR", "ADMIN", "INTEGRATOR"})
    void staffAndIntegratorsAreAnswered(Role role) {
        given().auth()
                .oauth2(Tokens.mint(role, "ana"))
                .get("/api/v1/figures/backlog")
                .then()
                .statusCode(200);
    }

    @Test
    void thereIsNoSuchFigure() {
        agent().get("/api/v1/figures/happiness").then().statusCode(404).contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "opened, from=yesterday, ?from, invalid-value",
        "opened, from=2026-02-30, ?from, invalid-value",
        "opened, from=%2B1000000000-12-31T23:59:59Z, ?from, invalid-value",
        "opened, from=1969-01-01, ?from, invalid-value",
        "opened, from=2026-03-02&to=2026-03-02, ?from, not-before-to",
        "opened, from=2026-03-02&to=2026-03-01, ?from, not-before-to",
        "opened, from=2026-03-02&from=2026-03-01, ?from, repeated",
        "opened, bucket=decade, ?bucket, invalid-value",
        "opened, bucket=DAY, ?bucket, invalid-value",
        "opened, bucket=hour&from=1970-01-01&to=2199-01-01, ?bucket, too-many",
        "opened, timeZone=Mars/Olympus, ?timeZone, invalid-value",
        "opened, by=mood, ?by, invalid-value",
        "opened, by=team&by=team, ?by, repeated",
        "opened, by=team&by=desk&by=agent, ?by, too-many",
        "opened, priority=URGENT, ?priority, invalid-value",
        "opened, channel=email, ?channel, invalid-value",
        "opened, team=, ?team, not-blank",
        "opened, taem=printers, ?taem, unknown-parameter",
        "opened, time=business, ?time, not-applicable",
        "resolution-time, time=lunch, ?time, invalid-value",
        "resolution-time, calendar=office, ?calendar, not-applicable",
        "resolution-time, time=business&calendar=no-such, ?calendar, unknown"
    })
    void whatIsNotAsItHasToBeIsRefusedAndNamed(String figure, String query, String pointer, String code) {
        agent().urlEncodingEnabled(false)
                .get("/api/v1/figures/" + figure + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", contains(pointer))
                .body("errors.code", contains(code));
    }

    @Test
    void moreThanFitsIntoAnAnswerIsRefusedWithWhatToDo() {
        Life[] lives = new Life[30];
        for (int i = 0; i < lives.length; i++) {
            lives[i] = Life.at(Ids.next(), Instant.parse("2026-03-04T09:00:00Z"))
                    .opened(Channel.EMAIL, category + "/" + i, Priority.LOW);
        }
        write(lives);

        fresh(agent(), lives[29])
                .queryParam("from", "2026-02-15")
                .queryParam("to", "2026-03-27")
                .queryParam("bucket", "hour")
                .queryParam("by", "category")
                .get("/api/v1/figures/opened")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", notNullValue());
    }

    private static String figure() {
        return "/api/v1/figures/resolution-time";
    }

    private Life life(String begin) {
        return Life.at(Ids.next(), Instant.parse(begin)).opened(Channel.EMAIL, category, Priority.NORMAL);
    }

    private void write(Life... lives) {
        for (Life life : lives) {
            log.write(life.told());
        }
    }

    private void calendar(String id, CalendarPlan plan) {
        log.write(new ProducerRecord<>(
                Topics.SLA_POLICIES.name(),
                CalendarRecord.keyOf(id),
                CalendarRecord.valueOf(
                        new CalendarVersion(id, 1, Ids.next(), Instant.parse("2026-01-01T00:00:00Z"), "admin", plan))));
    }

    private static CalendarPlan plan(String zone, String from, String to) {
        List<Frame> day = List.of(new Frame(from, to));
        return new CalendarPlan(
                zone,
                Map.of(
                        DayOfWeek.MONDAY, day,
                        DayOfWeek.TUESDAY, day,
                        DayOfWeek.WEDNESDAY, day,
                        DayOfWeek.THURSDAY, day,
                        DayOfWeek.FRIDAY, day),
                new TreeSet<>(),
                List.of());
    }

    private RequestSpecification business(Life last, @Nullable String calendar) {
        RequestSpecification request = fresh(agent(), last)
                .queryParam("from", "2026-03-01")
                .queryParam("to", "2026-04-10")
                .queryParam("time", "business");
        return calendar == null ? request : request.queryParam("calendar", calendar);
    }

    private RequestSpecification asked(String tokens) {
        return agent().header("Consistency-Token", tokens).queryParam("category", category);
    }

    private RequestSpecification fresh(RequestSpecification request, Life life) {
        return request.header("Consistency-Token", new ConsistencyToken(life.ticketId(), life.version()).text())
                .queryParam("category", category);
    }

    private static RequestSpecification agent() {
        return given().auth().oauth2(Tokens.mint(Role.AGENT, "ana"));
    }
}
