package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.as;
import static dev.traza.command.api.Desk.lucia;
import static dev.traza.command.api.Desk.openTicket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class BadRequestTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void aTicketThatCannotBeOpenedSaysWhichFieldIsWrong(String why, String pointer, String body) {
        lucia().body(body)
                .post(TICKETS)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", notNullValue())
                .body("title", notNullValue())
                .body("status", equalTo(400))
                .body("instance", equalTo(TICKETS))
                .body("errors.pointer", hasItem(pointer));
    }

    static Stream<Arguments> aTicketThatCannotBeOpenedSaysWhichFieldIsWrong() {
        return Stream.of(
                wrong("no subject", "/subject", "{\"description\": \"b\"}"),
                wrong("a null subject", "/subject", "{\"subject\": null, \"description\": \"b\"}"),
                wrong("a blank subject", "/subject", with("\"subject\": \" \"")),
                wrong("a subject that is too long", "/subject", with("\"subject\": \"" + "x".repeat(251) + "\"")),
                wrong("a subject of two lines", "/subject", with("\"subject\": \"a\\nb\"")),
                wrong("a subject that is a number", "/subject", with("\"subject\": 7")),
                wrong("no description", "/description", "{\"subject\": \"a\"}"),
                wrong(
                        "a description that is too long",
                        "/description",
                        "{\"subject\": \"a\", \"description\": \"" + "x".repeat(50_001) + "\"}"),
                wrong("a control character", "/description", "{\"subject\": \"a\", \"description\": \"\\u0000\"}"),
                wrong("half a character", "/description", "{\"subject\": \"a\", \"description\": \"\\ud83d\"}"),
                wrong("an unknown channel", "/channel", with("\"channel\": \"FAX\"")),
                wrong("a channel in lower case", "/channel", with("\"channel\": \"portal\"")),
                wrong("an unknown type", "/type", with("\"type\": \"QUESTION\"")),
                wrong("an unknown impact", "/impact", with("\"impact\": \"HUGE\"")),
                wrong("an urgency that is a number", "/urgency", with("\"urgency\": 1")),
                wrong("an unknown field", "/status", with("\"status\": \"CLOSED\"")),
                wrong("an unknown field inside", "/requester/age", with("\"requester\": {\"age\": 7}")),
                wrong("an empty requester id", "/requester/id", with("\"requester\": {\"id\": \"\"}")),
                wrong("no e-mail address", "/requester/email", with("\"requester\": {\"email\": \"lucia\"}")),
                wrong("no language", "/requester/language", with("\"requester\": {\"language\": \"español!\"}")),
                wrong("a requester that is a text", "/requester", with("\"requester\": \"u-17\"")),
                wrong("too many tags", "/tags", with("\"tags\": [" + many(21) + "]")),
                wrong("a tag that is too long", "/tags/0", with("\"tags\": [\"" + "x".repeat(51) + "\"]")),
                wrong("a blank tag", "/tags/1", with("\"tags\": [\"a\", \" \"]")),
                wrong("a missing tag", "/tags/0", with("\"tags\": [null]")),
                wrong("tags that are a text", "/tags", with("\"tags\": \"a\"")),
                wrong("too many custom fields", "/customFields", with("\"customFields\": {" + manyFields(51) + "}")),
                wrong(
                        "a custom field that is too long",
                        "/customFields/x",
                        with("\"customFields\": {\"x\": \"" + "y".repeat(2_001) + "\"}")),
                wrong("a custom field without a value", "/customFields/x", with("\"customFields\": {\"x\": null}")),
                wrong("a follow-up of no id", "/followUpOf", with("\"followUpOf\": \"T-1\"")),
                wrong("a time that is none", "/occurredAt", with("\"occurredAt\": \"yesterday\"")),
                wrong(
                        "a time in the future",
                        "/occurredAt",
                        with("\"occurredAt\": \"" + Instant.now().plus(1, ChronoUnit.HOURS) + "\"")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsNotJsonIsMalformed(String why, String body) {
        lucia().body(body)
                .post(TICKETS)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400));
    }

    static Stream<Arguments> whatIsNotJsonIsMalformed() {
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("null", "null"),
                Arguments.of("half an object", "{\"subject\": \"a\""),
                Arguments.of("a list", "[]"),
                Arguments.of("a text", "\"hello\""),
                Arguments.of("something after the end", "{\"subject\": \"a\", \"description\": \"b\"} {}"),
                Arguments.of("a field twice", "{\"subject\": \"a\", \"subject\": \"b\", \"description\": \"c\"}"),
                Arguments.of("very deep", "[".repeat(5_000)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void aChangeThatIsMalformedSaysWhichFieldIsWrong(String method, String what, String pointer, String body) {
        ana().body(body)
                .request(method, TICKETS + "/" + openTicket() + "/" + what)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItem(pointer));
    }

    static Stream<Arguments> aChangeThatIsMalformedSaysWhichFieldIsWrong() {
        return Stream.of(
                Arguments.of("POST", "comments", "/body", "{\"visibility\": \"PUBLIC\"}"),
                Arguments.of("POST", "comments", "/visibility", "{\"body\": \"a\"}"),
                Arguments.of("POST", "comments", "/visibility", "{\"body\": \"a\", \"visibility\": \"SECRET\"}"),
                Arguments.of(
                        "POST",
                        "comments",
                        "/body",
                        "{\"body\": \"" + "x".repeat(50_001) + "\", \"visibility\": \"PUBLIC\"}"),
                Arguments.of("PUT", "assignment", "/teamId", "{\"agentId\": \"ana\"}"),
                Arguments.of("PUT", "assignment", "/agentId", "{\"teamId\": \"desk\", \"agentId\": \"\"}"),
                Arguments.of("PUT", "priority", "/impact", "{}"),
                Arguments.of("PUT", "priority", "/urgency", "{\"impact\": \"LOW\"}"),
                Arguments.of("PUT", "priority", "/reason", "{\"priority\": \"LOW\"}"),
                Arguments.of("POST", "hold", "/reason", "{}"),
                Arguments.of("POST", "hold", "/until", "{\"reason\": \"DATE\", \"until\": \"someday\"}"),
                Arguments.of("POST", "escalation", "/reason", "{\"level\": 2}"),
                Arguments.of("POST", "escalation", "/level", "{\"level\": 9, \"reason\": \"a\"}"),
                Arguments.of("POST", "escalation", "/level", "{\"level\": \"2\", \"reason\": \"a\"}"),
                Arguments.of("POST", "resolution", "/code", "{\"text\": \"a\"}"),
                Arguments.of("POST", "resolution", "/text", "{\"code\": \"FIXED\"}"),
                Arguments.of("POST", "reopening", "/reason", "{}"),
                Arguments.of("POST", "closure", "/code", "{\"code\": \"BORED\"}"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void whatBreaksARuleIsUnprocessable(String method, String what, String body) {
        ana().body(body)
                .request(method, TICKETS + "/" + openTicket() + "/" + what)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("RULE_VIOLATED"));
    }

    static Stream<Arguments> whatBreaksARuleIsUnprocessable() {
        return Stream.of(
                Arguments.of("POST", "hold", "{\"reason\": \"DATE\"}"),
                Arguments.of("POST", "hold", "{\"reason\": \"DATE\", \"until\": \"2020-01-01T00:00:00Z\"}"),
                Arguments.of("POST", "escalation", "{\"level\": 1, \"reason\": \"a\"}"),
                Arguments.of("POST", "resolution", "{\"code\": \"MERGED\", \"text\": \"a\"}"),
                Arguments.of("POST", "closure", "{\"code\": \"FIXED\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void anIdempotencyKeyIsShortAndPrintable(String why, String key) {
        lucia().header("Idempotency-Key", key)
                .body("{\"subject\": \"a\", \"description\": \"b\"}")
                .post(TICKETS)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("@Idempotency-Key"));
    }

    static Stream<Arguments> anIdempotencyKeyIsShortAndPrintable() {
        return Stream.of(
                Arguments.of("too long", "k".repeat(256)),
                Arguments.of("not ASCII", "ñandú"),
                Arguments.of("with a tab", "a\tb"));
    }

    @Test
    void theLongestOfEverythingIsTaken() {
        String body = "{\"subject\": \"%s\", \"description\": \"%s\", \"tags\": [%s], \"customFields\": {%s}}"
                .formatted("ñ".repeat(250), "漢".repeat(50_000), many(20), manyFields(50, "字".repeat(2_000)));

        lucia().header("Idempotency-Key", "k".repeat(255))
                .body(body)
                .post(TICKETS)
                .then()
                .statusCode(201);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        lucia().body("{\"subject\": \"a\", \"description\": \"" + "x".repeat(1_500_000) + "\"}")
                .post(TICKETS)
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void staffSayForWhomTheyOpen() {
        ana().body("{\"subject\": \"a\", \"description\": \"b\"}")
                .post(TICKETS)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/requester"));
        ana().body("{\"subject\": \"a\", \"description\": \"b\", \"requester\": {\"name\": \"Luz\"}}")
                .post(TICKETS)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/requester/id"));
    }

    @Test
    void whatIsNowhereIsNotFound() {
        String comment = "{\"body\": \"a\", \"visibility\": \"PUBLIC\"}";

        for (String id : new String[] {"nonsense", "T-0", "T-", "0192d7a0-0000-7000-8000-000000000000", "T-77777777"}) {
            ana().body(comment)
                    .post(TICKETS + "/" + id + "/comments")
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
        ana().body(comment).post(TICKETS + "/x/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void otherMethodsAndMediaTypesAreRefused() {
        String body = "{\"subject\": \"a\", \"description\": \"b\"}";

        ana().get(TICKETS).then().statusCode(405).contentType("application/problem+json");
        ana().contentType("text/plain").body(body).post(TICKETS).then().statusCode(415);
        ana().accept("text/html").body(body).post(TICKETS).then().statusCode(406);
    }

    @Test
    void whoIsNobodyIsAskedForAToken() {
        String body = "{\"subject\": \"a\", \"description\": \"b\"}";

        RestAssured.given()
                .contentType("application/json")
                .body(body)
                .post(TICKETS)
                .then()
                .statusCode(401);
        RestAssured.given()
                .auth()
                .oauth2("not.a.token")
                .contentType("application/json")
                .body(body)
                .post(TICKETS)
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void anIntegratorWritesNothing() {
        as(Role.INTEGRATOR, "bi")
                .body("{\"subject\": \"a\", \"description\": \"b\"}")
                .post(TICKETS)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void aProblemNeverShowsAStackTrace() {
        assertThat(lucia().body("{").post(TICKETS).asString())
                .doesNotContain("Exception")
                .doesNotContain("at dev.traza");
    }

    private static Arguments wrong(String why, String pointer, String body) {
        return Arguments.of(why, pointer, body);
    }

    private static String with(String field) {
        String rest = field.startsWith("\"subject\"")
                ? "\"description\": \"b\""
                : "\"subject\": \"a\", \"description\": \"b\"";
        return "{" + rest + ", " + field + "}";
    }

    private static String many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"tag-" + i + "\"").collect(Collectors.joining(","));
    }

    private static String manyFields(int count) {
        return manyFields(count, "v");
    }

    private static String manyFields(int count, String value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"f-" + i + "\": \"" + value + "\"")
                .collect(Collectors.joining(","));
    }
}
