package dev.traza.sla.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class PoliciesAndCalendarsTest {

    private static final String WEEKDAYS = """
            {"zone": "Europe/Madrid",
             "week": {"MONDAY": [{"from": "09:00", "to": "14:00"}, {"from": "15:00", "to": "18:00"}],
                      "TUESDAY": [{"from": "09:00", "to": "18:00"}]},
             "holidays": ["2026-12-24"], "publicHolidays": [{"country": "ES", "region": "md"}]}
            """;

    @Test
    void aCalendarIsWrittenReadChangedAndRemoved() {
        put("calendars/reads", WEEKDAYS)
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("id", equalTo("reads"))
                .body("changedBy", equalTo("root"));
        agent().get("/api/v1/calendars/reads")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("version", equalTo(1))
                .body("zone", equalTo("Europe/Madrid"))
                .body("week.MONDAY[1].from", equalTo("15:00"))
                .body("holidays", contains("2026-12-24"))
                .body("publicHolidays[0].region", equalTo("md"));
        agent().header("If-None-Match", "\"1\"")
                .get("/api/v1/calendars/reads")
                .then()
                .statusCode(304);

        put("calendars/reads", WEEKDAYS.replace("Madrid", "Lisbon"))
                .statusCode(200)
                .header("ETag", "\"2\"");
        agent().get("/api/v1/calendars/reads").then().body("zone", equalTo("Europe/Lisbon"));

        admin().delete("/api/v1/calendars/reads").then().statusCode(204);
        agent().get("/api/v1/calendars/reads").then().statusCode(404);
        admin().delete("/api/v1/calendars/reads").then().statusCode(404);
    }

    @Test
    void aPolicyIsWrittenReadChangedAndRemoved() {
        put("calendars/for-policy", WEEKDAYS).statusCode(201);
        put("sla-policies/writes", policy("for-policy", "PT4H"))
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("warnAtPercent", contains(50, 75, 90))
                .body("pauseIn", contains("PENDING", "ON_HOLD"))
                .body("closeResolvedAfterBusinessDays", equalTo(5))
                .body("goals[0].targets.FIRST_RESPONSE", equalTo("PT4H"));
        put("sla-policies/writes", policy("for-policy", "PT4H")).statusCode(200).header("ETag", "\"1\"");
        put("sla-policies/writes", policy("for-policy", "PT5H")).statusCode(200).header("ETag", "\"2\"");
        agent().get("/api/v1/sla-policies/writes")
                .then()
                .statusCode(200)
                .body("goals[0].targets.FIRST_RESPONSE", equalTo("PT5H"));

        admin().delete("/api/v1/calendars/for-policy").then().statusCode(409).body("policies", contains("writes"));
        admin().delete("/api/v1/sla-policies/writes").then().statusCode(204);
        admin().delete("/api/v1/calendars/for-policy").then().statusCode(204);
    }

    @Test
    void aWriteHonoursItsPreconditions() {
        admin().header("If-Match", "\"1\"")
                .body(WEEKDAYS)
                .put("/api/v1/calendars/conditions")
                .then()
                .statusCode(412);
        admin().header("If-None-Match", "*")
                .body(WEEKDAYS)
                .put("/api/v1/calendars/conditions")
                .then()
                .statusCode(201);
        admin().header("If-None-Match", "*")
                .body(WEEKDAYS)
                .put("/api/v1/calendars/conditions")
                .then()
                .statusCode(412)
                .body("version", equalTo(1));
        admin().header("If-Match", "\"7\"")
                .delete("/api/v1/calendars/conditions")
                .then()
                .statusCode(412);
        admin().header("If-Match", "\"1\"")
                .delete("/api/v1/calendars/conditions")
                .then()
                .statusCode(204);
    }

    @Test
    void writersAtTheSameTimeGiveEachVersionOnce() throws Exception {
        // given ten different calendars under one id, written at once
        List<Callable<String>> writes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String body = WEEKDAYS.replace("2026-12-24", "2026-11-%02d".formatted(i + 1));
            writes.add(
                    () -> admin().body(body).put("/api/v1/calendars/contended").header("ETag"));
        }

        // when
        List<String> etags = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (Future<String> done : pool.invokeAll(writes)) {
                etags.add(done.get());
            }
        }

        // then
        assertThat(etags).doesNotHaveDuplicates().hasSize(10).contains("\"1\"", "\"10\"");
    }

    @Test
    void listsComeInPages() {
        for (String id : List.of("page-a", "page-b", "page-c")) {
            put("calendars/" + id, WEEKDAYS).statusCode(201);
        }

        String cursor = agent().queryParam("limit", 2)
                .get("/api/v1/calendars")
                .then()
                .statusCode(200)
                .header("Link", notNullValue())
                .body("items.size()", equalTo(2))
                .extract()
                .path("nextCursor");
        agent().queryParam("limit", 200)
                .queryParam("cursor", cursor)
                .get("/api/v1/calendars")
                .then()
                .statusCode(200)
                .body("items.id", hasItem("page-c"))
                .body("nextCursor", equalTo(null));
        agent().queryParam("limit", 0).get("/api/v1/calendars").then().statusCode(400);
        agent().queryParam("limit", "x").get("/api/v1/calendars").then().statusCode(400);
        agent().queryParam("cursor", "!").get("/api/v1/sla-policies").then().statusCode(400);
    }

    @Test
    void theCalculatorExplainsADueTime() {
        put("calendars/explains", WEEKDAYS).statusCode(201);

        // Monday 15 June 2026, 13:00 in Madrid: one hour before lunch and one after.
        agent().queryParam("from", "2026-06-15T11:00:00Z")
                .queryParam("workingSeconds", 7200)
                .get("/api/v1/calendars/explains/due")
                .then()
                .statusCode(200)
                .body("dueAt", equalTo("2026-06-15T14:00:00Z"))
                .body("through.from", contains("2026-06-15T11:00:00Z", "2026-06-15T13:00:00Z"))
                .body("through.seconds", contains(3600, 3600));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 60, ?from",
        "yesterday, 60, ?from",
        "1900-01-01T00:00:00Z, 60, ?from",
        "2026-06-15T11:00:00Z, '', ?workingSeconds",
        "2026-06-15T11:00:00Z, -1, ?workingSeconds",
        "2026-06-15T11:00:00Z, 9999999999999, ?workingSeconds",
        "2026-06-15T11:00:00Z, much, ?workingSeconds"
    })
    void theCalculatorRefusesNonsense(String from, String seconds, String pointer) {
        put("calendars/calculates", WEEKDAYS);

        agent().queryParam("from", from)
                .queryParam("workingSeconds", seconds)
                .get("/api/v1/calendars/calculates/due")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(pointer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"zone\":\"Mars/Olympus\",\"week\":{\"MONDAY\":[{\"from\":\"09:00\",\"to\":\"10:00\"}]}}|422|/zone",
                "{\"zone\":\"UTC\",\"week\":{}}|422|/week",
                "{\"zone\":\"UTC\",\"week\":{\"MONDAY\":[{\"from\":\"09:00\",\"to\":\"12:00\"},{\"from\":\"11:00\",\"to\":\"13:00\"}]}}|422|/week/MONDAY/1",
                "{\"zone\":\"UTC\",\"week\":{\"MONDAY\":[{\"from\":\"09:00\",\"to\":\"12:00\"}]},\"publicHolidays\":[{\"country\":\"ZZ\"}]}|422|/publicHolidays/0/country",
                "{\"zone\":\"UTC\",\"week\":{\"MOONDAY\":[]}}|400|/week",
                "{\"zone\":\"UTC\",\"week\":{\"MONDAY\":[{\"from\":\"09:00\",\"till\":\"12:00\"}]}}|400|/week/MONDAY/0/till",
                "{\"zone\":7,\"week\":{}}|400|/zone",
                "{\"zone\":\"UTC\",\"holidays\":[\"Christmas\"]}|400|/holidays/0"
            })
    void aCalendarThatMakesNoSenseIsRefusedWithThePlace(String body, int status, String pointer) {
        put("calendars/nonsense", body)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void aPolicyThatMakesNoSenseIsRefusedWithThePlace() {
        put("sla-policies/nonsense", policy("no-such-calendar", "PT4H"))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/goals/0/calendar"))
                .body("errors[0].code", equalTo("unknown-calendar"));
        put("calendars/for-nonsense", WEEKDAYS);
        put("sla-policies/nonsense", policy("for-nonsense", "PT0S"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/goals/0/targets/FIRST_RESPONSE"));
        put("sla-policies/nonsense", policy("for-nonsense", "-PT1H")).statusCode(422);
        put("sla-policies/nonsense", policy("for-nonsense", "soon")).statusCode(400);
        put("sla-policies/nonsense", "{\"name\":\"x\",\"goals\":[]}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/goals"));
        put("sla-policies/nonsense", "{\"name\":\"x\",\"warnAtPercent\":[101],\"goals\":[]}")
                .statusCode(422)
                .body("errors.pointer", hasItem("/warnAtPercent"));
        put("sla-policies/nonsense", "{\"name\":\"x\",\"goals\":[null]}").statusCode(400);
        put("sla-policies/nonsense", "null").statusCode(400);
        put("sla-policies/nonsense", "{").statusCode(400);
        put("sla-policies/Not%20An%20Id", policy("for-nonsense", "PT4H")).statusCode(400);
    }

    @Test
    void aCalendarMustLeaveEnoughTimeForTheTargetsThatUseIt() {
        put("calendars/shrinks", WEEKDAYS).statusCode(201);
        put("sla-policies/needs-time", policy("shrinks", "PT8000H")).statusCode(201);

        put("calendars/shrinks", "{\"zone\":\"UTC\",\"week\":{\"MONDAY\":[{\"from\":\"09:00\",\"to\":\"09:01\"}]}}")
                .statusCode(422)
                .body("errors[0].code", equalTo("too-little-working-time"));

        admin().delete("/api/v1/sla-policies/needs-time").then().statusCode(204);
    }

    @Test
    void whoMayDoWhat() {
        given().get("/api/v1/sla-policies").then().statusCode(401);
        as(Role.REQUESTER).get("/api/v1/sla-policies").then().statusCode(403);
        as(Role.SUPERVISOR).get("/api/v1/sla-policies").then().statusCode(200);
        as(Role.SUPERVISOR)
                .body(WEEKDAYS)
                .put("/api/v1/calendars/forbidden")
                .then()
                .statusCode(403);
        as(Role.AGENT).delete("/api/v1/calendars/forbidden").then().statusCode(403);
    }

    @Test
    void theServiceIsReadyAndTellsItsFigures() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/live").then().statusCode(200);
        assertThat(given().get("/q/metrics").asString()).contains("traza_sla_clocks_running");
    }

    private static String policy(String calendar, String firstResponse) {
        return """
                {"name": "Test", "position": 900000,
                 "goals": [{"name": "never", "when": {"organisations": ["nobody"]}, "calendar": "%s",
                            "targets": {"FIRST_RESPONSE": "%s"}}]}
                """.formatted(calendar, firstResponse);
    }

    private static ValidatableResponse put(String path, String body) {
        return admin().body(body)
                .urlEncodingEnabled(false)
                .put("/api/v1/" + path)
                .then();
    }

    private static RequestSpecification admin() {
        return as(Role.ADMIN);
    }

    private static RequestSpecification agent() {
        return as(Role.AGENT);
    }

    private static RequestSpecification as(Role role) {
        return given().auth()
                .oauth2(Tokens.mint(role, role == Role.ADMIN ? "root" : "ana"))
                .contentType(ContentType.JSON);
    }
}
