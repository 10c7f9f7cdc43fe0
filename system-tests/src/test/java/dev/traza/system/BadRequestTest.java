package dev.traza.system;

import static dev.traza.stack.Part.NOTIFICATION_SERVICE;
import static dev.traza.stack.Part.ROUTING_SERVICE;
import static dev.traza.stack.Part.SLA_SERVICE;
import static dev.traza.stack.Part.TICKET_COMMAND_SERVICE;
import static dev.traza.stack.Part.TICKET_QUERY_SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import dev.traza.stack.Part;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client sends, it gets the right status and a problem document, and the services stay well. */
@OnTraza
@Order(5)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadRequestTest {

    private static final String ID = "0192d7a0-0000-7000-8000-000000000000";
    private static final String TICKETS = "/api/v1/tickets";
    private static final String TICKET = TICKETS + "/{ticket}";

    private final Traza traza;
    private final UUID ticketId;

    BadRequestTest(Traza traza) {
        this.traza = traza;
        this.ticketId = traza.agent("ana")
                .post(traza.command(TICKETS), Tickets.ofRequester("u-bad", "ajolote"))
                .expect(201)
                .ticketId();
        // Routing may have given it to somebody by now.
        if (traza.agent("ana")
                        .post(traza.command(TICKETS + "/" + ticketId + "/take"))
                        .status()
                != 200) {
            traza.agent("ana")
                    .delete(traza.command(TICKETS + "/" + ticketId + "/assignment"))
                    .expect(200);
            traza.agent("ana")
                    .post(traza.command(TICKETS + "/" + ticketId + "/take"))
                    .expect(200);
        }
    }

    /** Who sends it. */
    private enum Who {
        NOBODY,
        GARBAGE,
        REQUESTER,
        AGENT,
        SUPERVISOR,
        ADMIN,
        INTEGRATOR
    }

    /**
     * A request that is wrong.
     *
     * @param body JSON as text, or none
     * @param headers names and values in turn
     */
    private record Bad(
            int status, String why, Who who, Part service, String method, String path, String body, String... headers) {

        @Override
        public String toString() {
            return status + " " + why;
        }
    }

    private static Bad agent(int status, String why, String method, String path, String body, String... headers) {
        return new Bad(status, why, Who.AGENT, TICKET_COMMAND_SERVICE, method, path, body, headers);
    }

    private static Bad query(int status, String why, String path, String... headers) {
        return new Bad(status, why, Who.AGENT, TICKET_QUERY_SERVICE, "GET", path, "", headers);
    }

    private static Bad routing(int status, String why, String method, String path, String body, String... headers) {
        return new Bad(status, why, Who.ADMIN, ROUTING_SERVICE, method, path, body, headers);
    }

    private static Bad sla(int status, String why, String method, String path, String body, String... headers) {
        return new Bad(status, why, Who.ADMIN, SLA_SERVICE, method, path, body, headers);
    }

    private static Bad notification(int status, String why, Who who, String method, String path) {
        return new Bad(status, why, who, NOTIFICATION_SERVICE, method, path, "");
    }

    private static Stream<Bad> requests() throws IOException {
        return Stream.of(opening(), changing(), reading(), organising(), promising(), telling())
                .flatMap(part -> part);
    }

    private static Stream<Bad> opening() throws IOException {
        return Stream.of(
                agent(400, "half a JSON document", "POST", TICKETS, "{\"subject\": \"No"),
                agent(400, "an empty body", "POST", TICKETS, ""),
                agent(400, "a list instead of a ticket", "POST", TICKETS, "[]"),
                agent(400, "null instead of a ticket", "POST", TICKETS, "null"),
                agent(400, "two documents", "POST", TICKETS, good() + good()),
                agent(400, "an unknown field", "POST", TICKETS, with("colour", "\"red\"")),
                agent(400, "a field twice", "POST", TICKETS, "{\"subject\":\"a\"," + good().substring(1)),
                agent(400, "no subject", "POST", TICKETS, without("subject")),
                agent(400, "a blank subject", "POST", TICKETS, with("subject", "\"  \"")),
                agent(400, "an endless subject", "POST", TICKETS, with("subject", '"' + "a".repeat(10_000) + '"')),
                agent(400, "a number as subject", "POST", TICKETS, with("subject", "42")),
                agent(400, "a channel that is none", "POST", TICKETS, with("channel", "\"FAX\"")),
                agent(400, "an impact by its place", "POST", TICKETS, with("impact", "1")),
                agent(400, "a requester without id", "POST", TICKETS, with("requester", "{\"name\": \"Luz\"}")),
                agent(
                        400,
                        "a mail address with a line break",
                        "POST",
                        TICKETS,
                        with("requester", "{\"id\": \"u-1\", \"email\": \"a@example.org\\r\\nBcc: b@example.org\"}")),
                agent(400, "a thousand tags", "POST", TICKETS, with("tags", tags(1_000))),
                agent(415, "plain text", "POST", TICKETS, good(), "Content-Type", "text/plain"),
                agent(406, "an answer in HTML", "POST", TICKETS, good(), "Accept", "text/html"),
                agent(413, "a body of 1.5 MB", "POST", TICKETS, with("description", '"' + "a".repeat(1_500_000) + '"')),
                agent(400, "a key that is too long", "POST", TICKETS, good(), "Idempotency-Key", "k".repeat(256)),
                new Bad(401, "no token", Who.NOBODY, TICKET_COMMAND_SERVICE, "POST", TICKETS, good()),
                new Bad(401, "a token that is none", Who.GARBAGE, TICKET_COMMAND_SERVICE, "POST", TICKETS, good()),
                new Bad(
                        403,
                        "a ticket of an integrator",
                        Who.INTEGRATOR,
                        TICKET_COMMAND_SERVICE,
                        "POST",
                        TICKETS,
                        good()),
                new Bad(
                        403,
                        "a ticket for somebody else",
                        Who.REQUESTER,
                        TICKET_COMMAND_SERVICE,
                        "POST",
                        TICKETS,
                        good()));
    }

    private static Stream<Bad> changing() {
        String comment = "{\"body\": \"Hola\", \"visibility\": \"PUBLIC\"}";
        return Stream.of(
                agent(404, "a comment on no ticket", "POST", TICKETS + "/" + ID + "/comments", comment),
                agent(404, "a comment on a number nobody has", "POST", TICKETS + "/T-99999999/comments", comment),
                agent(404, "a comment on nonsense", "POST", TICKETS + "/nonsense/comments", comment),
                agent(
                        400,
                        "an empty comment",
                        "POST",
                        TICKET + "/comments",
                        "{\"body\": \"\", \"visibility\": \"PUBLIC\"}"),
                agent(
                        400,
                        "a visibility that is none",
                        "POST",
                        TICKET + "/comments",
                        "{\"body\": \"a\", \"visibility\": \"SECRET\"}"),
                agent(412, "a comment on another version", "POST", TICKET + "/comments", comment, "If-Match", "\"99\""),
                agent(400, "a version without quotes", "POST", TICKET + "/comments", comment, "If-Match", "two"),
                agent(
                        400,
                        "a priority that is none",
                        "PUT",
                        TICKET + "/priority",
                        "{\"priority\": \"URGENT\", \"reason\": \"a\"}"),
                agent(400, "no priority at all", "PUT", TICKET + "/priority", "{}"),
                agent(400, "an assignment to nobody", "PUT", TICKET + "/assignment", "{}"),
                agent(400, "a hold without reason", "POST", TICKET + "/hold", "{}"),
                agent(422, "a hold for a date without date", "POST", TICKET + "/hold", "{\"reason\": \"DATE\"}"),
                agent(
                        422,
                        "a hold until yesterday",
                        "POST",
                        TICKET + "/hold",
                        "{\"reason\": \"DATE\", \"until\": \"2020-01-01T00:00:00Z\"}"),
                agent(
                        400,
                        "a hold until someday",
                        "POST",
                        TICKET + "/hold",
                        "{\"reason\": \"DATE\", \"until\": \"someday\"}"),
                agent(409, "going on with what does not wait", "POST", TICKET + "/resume", ""),
                agent(409, "reopening what is open", "POST", TICKET + "/reopening", "{\"reason\": \"a\"}"),
                agent(409, "closing what is not solved", "POST", TICKET + "/closure", "{}"),
                agent(
                        400,
                        "an escalation to level 9",
                        "POST",
                        TICKET + "/escalation",
                        "{\"level\": 9, \"reason\": \"a\"}"),
                agent(
                        400,
                        "a resolution that is none",
                        "POST",
                        TICKET + "/resolution",
                        "{\"code\": \"MAGIC\", \"text\": \"a\"}"),
                agent(
                        400,
                        "a resolution without a word",
                        "POST",
                        TICKET + "/resolution",
                        "{\"code\": \"FIXED\", \"text\": \"\"}"),
                agent(405, "listing at the command service", "GET", TICKETS, ""),
                agent(405, "patching comments", "PATCH", TICKET + "/comments", comment),
                agent(404, "an address that is none", "POST", "/api/v1/nothing", "{}"));
    }

    private static Stream<Bad> reading() {
        return Stream.of(
                query(400, "a status that is none", TICKETS + "?status=WRONG"),
                query(400, "a page of nothing", TICKETS + "?limit=0"),
                query(400, "a page of everything", TICKETS + "?limit=100000"),
                query(400, "a page of a few", TICKETS + "?limit=few"),
                query(400, "a cursor of another list", TICKETS + "?cursor=garbage"),
                query(400, "sorting by colour", TICKETS + "?sort=colour"),
                query(400, "an unknown parameter", TICKETS + "?colour=red"),
                query(400, "a question of ten thousand words", TICKETS + "?q=" + "a".repeat(3_000)),
                query(404, "a ticket that does not exist", TICKETS + "/" + ID),
                query(404, "a number that nobody has", TICKETS + "/T-99999999"),
                query(404, "a ticket called nonsense", TICKETS + "/nonsense"),
                query(404, "the timeline of nothing", TICKETS + "/" + ID + "/timeline"),
                query(404, "a command that does not exist", "/api/v1/commands/" + ID),
                query(400, "a consistency token that is none", TICKET, "Consistency-Token", "garbage"),
                query(406, "a ticket in HTML", TICKET, "Accept", "text/html"),
                new Bad(405, "deleting a ticket", Who.ADMIN, TICKET_QUERY_SERVICE, "DELETE", TICKET, ""),
                new Bad(401, "a list for nobody", Who.NOBODY, TICKET_QUERY_SERVICE, "GET", TICKETS, ""));
    }

    private static Stream<Bad> organising() {
        return Stream.of(
                routing(400, "a desk without a name", "PUT", "/api/v1/desks/bad", "{}"),
                routing(
                        422,
                        "a team of no desk",
                        "PUT",
                        "/api/v1/teams/bad",
                        "{\"name\": \"Bad\", \"deskId\": \"nowhere\", \"level\": 1, \"strategy\": \"MANUAL\"}"),
                routing(
                        400,
                        "a team at level 9",
                        "PUT",
                        "/api/v1/teams/bad",
                        "{\"name\": \"Bad\", \"deskId\": \"it\", \"level\": 9, \"strategy\": \"MANUAL\"}"),
                routing(
                        422,
                        "an agent of no team",
                        "PUT",
                        "/api/v1/agents/bad",
                        "{\"name\": \"Bad\", \"teamIds\": [\"nowhere\"]}"),
                routing(400, "an agent who sleeps", "PUT", "/api/v1/agents/ana/status", "{\"status\": \"SLEEPING\"}"),
                routing(404, "an agent nobody knows", "GET", "/api/v1/agents/nobody", ""),
                routing(
                        428,
                        "rules over unseen rules",
                        "PUT",
                        "/api/v1/routing-rules",
                        "{\"rules\": [{\"id\": \"default\", \"deskId\": \"it\", \"teamId\": \"helpdesk\"}]}"),
                routing(
                        412,
                        "rules over changed rules",
                        "PUT",
                        "/api/v1/routing-rules",
                        "{\"rules\": [{\"id\": \"default\", \"deskId\": \"it\", \"teamId\": \"helpdesk\"}]}",
                        "If-Match",
                        "\"9999\""),
                new Bad(
                        403,
                        "a desk of an agent's",
                        Who.AGENT,
                        ROUTING_SERVICE,
                        "PUT",
                        "/api/v1/desks/mine",
                        "{\"name\": \"Mine\"}"));
    }

    private static Stream<Bad> promising() {
        return Stream.of(
                sla(422, "a policy without goals", "PUT", "/api/v1/sla-policies/bad", "{\"name\": \"Bad\"}"),
                sla(
                        422,
                        "a policy in a calendar that is none",
                        "PUT",
                        "/api/v1/sla-policies/bad",
                        "{\"name\": \"Bad\", \"goals\": [{\"name\": \"all\", \"calendar\": \"nowhere\", \"targets\": {\"RESOLUTION\": \"PT1H\"}}]}"),
                sla(
                        422,
                        "a target before its beginning",
                        "PUT",
                        "/api/v1/sla-policies/bad",
                        "{\"name\": \"Bad\", \"goals\": [{\"name\": \"all\", \"calendar\": \"office\", \"targets\": {\"RESOLUTION\": \"-PT1H\"}}]}"),
                sla(
                        422,
                        "a calendar on the moon",
                        "PUT",
                        "/api/v1/calendars/bad",
                        "{\"zone\": \"Moon/Tranquility\", \"week\": {\"MONDAY\": [{\"from\": \"09:00\", \"to\": \"18:00\"}]}}"),
                sla(
                        422,
                        "a day that ends before it begins",
                        "PUT",
                        "/api/v1/calendars/bad",
                        "{\"zone\": \"Europe/Madrid\", \"week\": {\"MONDAY\": [{\"from\": \"18:00\", \"to\": \"09:00\"}]}}"),
                sla(404, "a policy nobody knows", "GET", "/api/v1/sla-policies/nobody", ""),
                new Bad(
                        403,
                        "a policy of an agent's",
                        Who.AGENT,
                        SLA_SERVICE,
                        "PUT",
                        "/api/v1/sla-policies/mine",
                        "{}"));
    }

    private static Stream<Bad> telling() {
        return Stream.of(
                notification(400, "deliveries that are lost", Who.AGENT, "GET", "/api/v1/deliveries?state=LOST"),
                notification(400, "a page of minus one", Who.AGENT, "GET", "/api/v1/deliveries?limit=-1"),
                notification(400, "a cursor that is none", Who.AGENT, "GET", "/api/v1/deliveries?cursor=garbage"),
                notification(404, "a delivery nobody knows", Who.AGENT, "GET", "/api/v1/deliveries/" + ID),
                notification(
                        404, "sending nothing again", Who.SUPERVISOR, "POST", "/api/v1/deliveries/" + ID + "/resend"),
                notification(
                        403, "sending again as an agent", Who.AGENT, "POST", "/api/v1/deliveries/" + ID + "/resend"),
                notification(403, "deliveries for a requester", Who.REQUESTER, "GET", "/api/v1/deliveries"),
                notification(405, "deleting deliveries", Who.ADMIN, "DELETE", "/api/v1/deliveries"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    @Order(1)
    void isAnsweredWithAProblem(Bad bad) {
        Answer answer = person(bad.who())
                .send(
                        bad.method(),
                        traza.at(bad.service(), bad.path().replace("{ticket}", ticketId.toString())),
                        bad.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(bad.body(), StandardCharsets.UTF_8),
                        bad.headers());

        answer.expect(bad.status());
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("type").asText()).startsWith("https://traza.dev/problems#");
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("status").asInt()).isEqualTo(bad.status());
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(problem.path("instance").asText()).startsWith("/api/v1/");
        assertThat(problem.path("traceId").asText()).matches("[0-9a-f]{32}");
        assertThat(answer.text())
                .doesNotContain("Exception")
                .doesNotContain("dev.traza")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = ".*SERVICE")
    @Order(2)
    void andTheServiceStaysReady(Part service) {
        assertThat(traza.nobody().get(traza.at(service, "/q/health/ready")).status())
                .isEqualTo(200);
    }

    private Person person(Who who) {
        return switch (who) {
            case NOBODY -> traza.nobody();
            case GARBAGE -> new Person(traza.nobody().http(), "", "not.a.token");
            case REQUESTER -> traza.requester("u-other");
            case AGENT -> traza.agent("ana");
            case SUPERVISOR -> traza.supervisor();
            case ADMIN -> traza.admin();
            case INTEGRATOR -> traza.integrator();
        };
    }

    private static String good() throws IOException {
        return ContractJson.mapper().writeValueAsString(Tickets.ofRequester("u-bad", "ajolote"));
    }

    private static String with(String field, String json) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>(Tickets.ofRequester("u-bad", "ajolote"));
        body.put(field, ContractJson.mapper().readTree(json));
        return ContractJson.mapper().writeValueAsString(body);
    }

    private static String without(String field) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>(Tickets.ofRequester("u-bad", "ajolote"));
        body.remove(field);
        return ContractJson.mapper().writeValueAsString(body);
    }

    private static String tags(int count) throws IOException {
        return ContractJson.mapper()
                .writeValueAsString(Stream.iterate(0, n -> n + 1)
                        .limit(count)
                        .map(n -> "tag-" + n)
                        .toList());
    }
}
