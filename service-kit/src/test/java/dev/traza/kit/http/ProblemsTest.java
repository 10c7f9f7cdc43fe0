package dev.traza.kit.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.RawHttp;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class ProblemsTest {

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init")
    URI url;

    private static final String VALID =
            "{\"customer\":\"ana\",\"urgency\":\"LOW\",\"at\":\"2026-01-02T03:04:05Z\",\"items\":[{\"name\":\"pen\",\"count\":1}]}";

    @Test
    void aValidRequestIsServed() {
        // given, when, then
        asAgent().body(VALID).post("/api/v1/echo").then().statusCode(200).body("customer", equalTo("ana"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            unknown field        | {"customer":"ana","colour":"red"}                      | /colour         | unknown-field
            unknown nested field | {"customer":"ana","items":[{"count":1,"size":1}]}      | /items/0/size   | unknown-field
            not of the enum      | {"customer":"ana","urgency":"SOON"}                    | /urgency        | invalid-value
            number for an enum   | {"customer":"ana","urgency":1}                         | /urgency        | invalid-value
            not a time           | {"customer":"ana","at":"tomorrow"}                     | /at             | invalid-value
            number for a text    | {"customer":7}                                         | /customer       | invalid-value
            text for a number    | {"customer":"ana","items":[{"name":"pen","count":"1"}]} | /items/0/count | wrong-type
            object for a list    | {"customer":"ana","items":{}}                          | /items          | wrong-type
            blank                | {"customer":" "}                                       | /customer       | not-blank
            nested blank         | {"customer":"ana","items":[{"name":"","count":1}]}     | /items/0/name   | not-blank
            """)
    void aWrongFieldIsNamed(String what, String body, String pointer, String code) {
        // when
        ValidatableResponse answer = asAgent().body(body).post("/api/v1/echo").then();
        // then
        problem(answer, 400, "malformed")
                .body("errors", hasItem(hasEntry("pointer", pointer)))
                .body("errors", hasItem(hasEntry("code", code)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"customer":"ana"
            {"customer":"ana"} trailing
            {"customer":"ana","customer":"luis"}
            {"customer":"ana",}
            not json
            """)
    void whatIsNotJsonIsRefused(String body) {
        problem(asAgent().body(body).post("/api/v1/echo").then(), 400, "malformed");
    }

    @Test
    void aTooDeepBodyIsRefused() {
        // given
        String deep = "{\"items\":" + "[".repeat(1500);
        // when, then: the first level that is not as it should be ends the reading
        problem(asAgent().body(deep).post("/api/v1/echo").then(), 400, "malformed");
    }

    @Test
    void aTooLargeBodyIsRefused() {
        problem(
                asAgent()
                        .body("\"" + "x".repeat(3000) + "\"")
                        .post("/api/v1/echo")
                        .then(),
                413,
                "too-large");
    }

    @Test
    void aWrongParameterIsNamed() {
        problem(asAgent().queryParam("limit", 101).get("/api/v1/echo/limited").then(), 400, "malformed")
                .body("errors", hasItem(hasEntry("pointer", "?limit")));
    }

    @Test
    void aParameterThatTheAddressDoesNotKnowIsRefused() {
        problem(
                        asAgent()
                                .queryParam("limit", 10)
                                .queryParam("limits", 10)
                                .get("/api/v1/echo/limited")
                                .then(),
                        400,
                        "malformed")
                .body("errors.pointer", contains("?limits"))
                .body("errors.code", contains("unknown-parameter"));
        problem(asAgent().queryParam("x", "").get("/api/v1/echo/caller").then(), 400, "malformed");
        problem(asAgent().queryParam("x", 1).body(VALID).post("/api/v1/echo").then(), 400, "malformed");
    }

    @Test
    void aParameterThatIsReadByHandIsKnownByItsDocument() {
        asAgent().queryParam("by", "hand").get("/api/v1/echo/by-hand").then().statusCode(200);
        problem(asAgent().queryParam("bye", "hand").get("/api/v1/echo/by-hand").then(), 400, "malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/9.9", "HTTP/2.0", "HTTP/0.9", "HTTP/1.2"})
    void aVersionOfHttpThatNobodySpeaksIsRefusedAsSuch(String version) {
        String request =
                "GET /api/v1/echo/caller %s\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n".formatted(version);
        // when
        RawHttp.Told told = RawHttp.send(url, request.getBytes(StandardCharsets.US_ASCII));
        // then
        assertThat(told.statuses()).containsExactly(505);
        assertThat(told.text())
                .contains("application/problem+json", "https://traza.dev/problems#http-version-not-supported");
    }

    @Test
    void theVersionsOfHttpThatAreSpokenAreServed() {
        String get = "GET /api/v1/echo/caller HTTP/%s\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        for (String version : List.of("1.0", "1.1")) {
            assertThat(RawHttp.send(url, get.formatted(version).getBytes(StandardCharsets.US_ASCII))
                            .statuses())
                    .containsExactly(401);
        }
    }

    @Test
    void aWrongContentTypeIsRefused() {
        problem(
                asAgent()
                        .contentType(ContentType.TEXT)
                        .body("x")
                        .post("/api/v1/echo")
                        .then(),
                415,
                "unsupported-media-type");
    }

    @Test
    void anUnacceptableRepresentationIsRefused() {
        problem(asAgent().accept("image/png").body(VALID).post("/api/v1/echo").then(), 406, "not-acceptable");
    }

    @Test
    void aWrongMethodIsRefused() {
        problem(asAgent().delete("/api/v1/echo").then(), 405, "method-not-allowed");
    }

    @Test
    void anUnknownAddressIsRefused() {
        problem(asAgent().get("/api/v1/nowhere").then(), 404, "not-found");
        problem(asAgent().get("/").then(), 404, "not-found");
    }

    @Test
    void aRefusalKeepsItsType() {
        problem(asAgent().get("/api/v1/echo/conflict").then(), 409, "conflict").body("detail", equalTo("Taken."));
    }

    @Test
    void aBugShowsNothingOfItself() {
        problem(asAgent().get("/api/v1/echo/bug").then(), 500, "internal")
                .body("detail", not(containsString("secret")));
    }

    @Test
    void withoutATokenNothingIsServed() {
        problem(
                        given().contentType(ContentType.JSON)
                                .body(VALID)
                                .post("/api/v1/echo")
                                .then(),
                        401,
                        "unauthenticated")
                .header("WWW-Authenticate", "Bearer");
    }

    @ParameterizedTest
    @CsvSource({"Bearer nonsense", "Bearer a.b.c", "Basic YTpi", "Bearer"})
    void aBadTokenIsRefused(String authorization) {
        problem(
                given().header("Authorization", authorization)
                        .get("/api/v1/echo/caller")
                        .then(),
                401,
                "unauthenticated");
    }

    @Test
    void aTokenWithoutTheRoleIsRefused() {
        problem(
                given().auth()
                        .oauth2(Tokens.mint(Role.REQUESTER, "u-1"))
                        .contentType(ContentType.JSON)
                        .body(VALID)
                        .post("/api/v1/echo")
                        .then(),
                403,
                "forbidden");
    }

    @Test
    void anEndpointThatNamesNoRolesIsClosed() {
        problem(asAgent().get("/api/v1/echo/forgotten").then(), 403, "forbidden");
    }

    @Test
    void theCallerIsWhoTheTokenNames() {
        asAgent()
                .get("/api/v1/echo/caller")
                .then()
                .statusCode(200)
                .body("subject", equalTo("ana"))
                .body("roles", equalTo(List.of("agent")));
    }

    @Test
    void theTraceOfTheRequestIsTheProblemsTrace() {
        asAgent()
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .get("/api/v1/echo/conflict")
                .then()
                .body("traceId", equalTo("4bf92f3577b34da6a3ce929d0e0e4736"));
    }

    private static RequestSpecification asAgent() {
        return given().auth().oauth2(Tokens.mint(Role.AGENT, "ana")).contentType(ContentType.JSON);
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String type) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("https://traza.dev/problems#" + type))
                .body("status", equalTo(status))
                .body("title", not(equalTo("")))
                .body("instance", matchesPattern("/.*"))
                .body("traceId", matchesPattern("[0-9a-f]{32}"));
    }
}
