package dev.traza.command.api;

import static dev.traza.command.api.Desk.TICKETS;
import static dev.traza.command.api.Desk.ana;
import static dev.traza.command.api.Desk.key;
import static dev.traza.command.api.Desk.lucia;
import static dev.traza.command.api.Desk.newTicket;
import static dev.traza.command.api.Desk.printer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class BulkTest {

    @Test
    void oneCommandIsCarriedOutForManyTicketsAndAnsweredInTheirOrder() {
        List<String> tickets = Stream.generate(Desk::newTicket).limit(5).toList();

        bulk(ana(), forAll(tickets, "AssignTicket", "{\"teamId\": \"desk\", \"agentId\": \"ana\"}"))
                .then()
                .statusCode(207)
                .body("items.index", contains(0, 1, 2, 3, 4))
                .body("items.ticketId", equalTo(tickets))
                .body("items.status", everyItem(equalTo(200)))
                .body("items.etag", everyItem(equalTo("\"2\"")))
                .body("items.ticketStatus", everyItem(equalTo("OPEN")))
                .body("items.consistencyToken", everyItem(notNullValue()));
    }

    @Test
    void whatIsWrongWithOneIsItsOwnAffair() {
        String ticket = newTicket();

        bulk(
                        ana(),
                        commands(
                                item(ticket, "TagTicket", "{\"tags\": [\"a\"]}"),
                                item(ticket, "TagTicket", "{\"tags\": []}"),
                                item(ticket, "ReopenTicket", "{\"reason\": \"…\"}"),
                                item("nonsense", "TakeTicket", "{}"),
                                item(UUID.randomUUID().toString(), "ResumeTicket", "null"),
                                item(ticket, "LogWork", "{\"minutes\": 5, \"activity\": \"call\", \"bonus\": 1}"),
                                item(ticket, "AddTask", "{\"title\": \"order\"}"),
                                item(ticket, "WatchTicket", "{\"watcherId\": \"a\\u0007b\"}"),
                                item(ticket, "ResolveTicket", "[]"),
                                item(ticket, "ResolveTicket", "{\"code\": \"FIXED\", \"text\": \"done\"}")))
                .then()
                .statusCode(207)
                .body("items.status", contains(200, 400, 409, 404, 404, 400, 400, 400, 400, 200))
                .body("items[1].problem.errors.pointer", hasItem("/tags"))
                .body("items[2].problem.code", equalTo("TRANSITION_NOT_ALLOWED"))
                .body("items[2].problem.possible", hasItem("AssignTicket"))
                .body("items[3].problem.code", equalTo("TICKET_NOT_FOUND"))
                .body("items[5].problem.errors.pointer", hasItem("/bonus"))
                .body("items[6].problem.errors.pointer", hasItem("/taskId"))
                .body("items[7].problem.errors.pointer", hasItem("/watcherId"))
                .body("items[9].ticketStatus", equalTo("RESOLVED"))
                .body("items[9].problem", nullValue());
    }

    @Test
    void theCommandsOfOneTicketAreDecidedInTheOrderOfTheRequest() {
        String ticket = newTicket();

        bulk(
                        ana(),
                        Stream.of(
                                        item(ticket, "TakeTicket", "{\"teamId\": \"desk\"}"),
                                        item(ticket, "HoldTicket", "{\"reason\": \"THIRD_PARTY\"}"),
                                        item(ticket, "ResumeTicket", "{}"),
                                        item(ticket, "ResolveTicket", "{\"code\": \"FIXED\", \"text\": \"done\"}"),
                                        item(ticket, "ReopenTicket", "{\"reason\": \"no\"}"))
                                .collect(Collectors.joining(",", "{\"commands\": [", "]}")))
                .then()
                .statusCode(207)
                .body("items.status", everyItem(equalTo(200)))
                .body("items.version", contains(2, 3, 4, 5, 6))
                .body("items.ticketStatus", contains("OPEN", "ON_HOLD", "OPEN", "RESOLVED", "OPEN"));
    }

    @Test
    void theSameRequestAgainIsAnsweredAlikeAndDoesNothing() {
        String first = newTicket();
        String second = newTicket();
        String key = key();
        String body = commands(
                item(first, "LogWork", "{\"minutes\": 5, \"activity\": \"call\"}"),
                item(first, "LogWork", "{\"minutes\": 5, \"activity\": \"call\"}"),
                item(second, "ReopenTicket", "{\"reason\": \"…\"}"));
        bulk(ana().header("Idempotency-Key", key), body)
                .then()
                .body("items.status", contains(200, 200, 409))
                .body("items.version", contains(2, 3, null))
                .body("items.replayed", contains(false, false, false));

        bulk(ana().header("Idempotency-Key", key), body)
                .then()
                .statusCode(207)
                .body("items.status", contains(200, 200, 409))
                .body("items.version", contains(2, 3, null))
                .body("items.replayed", contains(true, true, true));
        bulk(
                        ana().header("Idempotency-Key", key),
                        commands(item(first, "LogWork", "{\"minutes\": 6, \"activity\": \"call\"}")))
                .then()
                .body("items.status", contains(422))
                .body("items[0].problem.code", equalTo("COMMAND_ID_REUSED"));
    }

    @Test
    void anItemsOwnKeyAndVersionCount() {
        String ticket = newTicket();
        String item = """
                {"ticketId": "%s", "command": "LogWork", "body": {"minutes": 5, "activity": "call"},
                 "idempotencyKey": "%s", "ifMatch": "\\"%d\\""}
                """;
        String key = key();

        bulk(ana(), commands(item.formatted(ticket, key, 1), item.formatted(ticket, key(), 1)))
                .then()
                .body("items.status", contains(200, 412));
        ana().header("Idempotency-Key", key)
                .header("If-Match", "\"1\"")
                .body("{\"minutes\": 5, \"activity\": \"call\"}")
                .post(TICKETS + "/" + ticket + "/work")
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", "true");
    }

    @Test
    void whoIsNoStaffMayDoInBulkWhatTheyMayDoAlone() {
        String ticket = newTicket();

        bulk(
                        lucia(),
                        commands(
                                item(ticket, "AddComment", "{\"body\": \"Hola\", \"visibility\": \"PUBLIC\"}"),
                                item(ticket, "AddComment", "{\"body\": \"Hola\", \"visibility\": \"INTERNAL\"}"),
                                item(ticket, "TagTicket", "{\"tags\": [\"vip\"]}")))
                .then()
                .statusCode(207)
                .body("items.status", contains(200, 403, 403));
    }

    @Test
    void ticketsAreOpenedBesideOtherCommandsAndAnsweredWithTheirPlace() {
        String ticket = newTicket();

        Response answer = bulk(
                lucia(),
                commands(
                        opening(printer()),
                        item(ticket, "AddComment", "{\"body\": \"Hola\", \"visibility\": \"PUBLIC\"}"),
                        opening(printer())));

        answer.then()
                .statusCode(207)
                .body("items.status", contains(201, 200, 201))
                .body("items.etag", contains("\"1\"", "\"2\"", "\"1\""))
                .body("items.ticketStatus", contains("NEW", "NEW", "NEW"))
                .body("items.number", everyItem(notNullValue()))
                .body("items.consistencyToken", everyItem(notNullValue()));
        List<String> ids = answer.path("items.ticketId");
        assertThat(ids).doesNotHaveDuplicates().element(1).isEqualTo(ticket);
        assertThat(answer.<List<String>>path("items.location"))
                .containsExactly(TICKETS + "/" + ids.getFirst(), null, TICKETS + "/" + ids.getLast());
        lucia().body("{\"body\": \"¿Y?\", \"visibility\": \"PUBLIC\"}")
                .post((String) answer.path("items[0].location") + "/comments")
                .then()
                .statusCode(200);
    }

    @Test
    void anOpeningThatIsRefusedOpensNothingAndHoldsUpNoOther() {
        bulk(
                        lucia(),
                        commands(
                                opening("{\"subject\": \" \", \"description\": \"…\"}"),
                                opening(printer().replace("u-17", "u-18")),
                                opening("{\"subject\": \"…\", \"description\": \"…\", \"status\": \"CLOSED\"}"),
                                opening(printer())))
                .then()
                .statusCode(207)
                .body("items.status", contains(400, 403, 400, 201))
                .body("items[0].problem.errors.pointer", hasItem("/subject"))
                .body("items[1].problem.code", equalTo("NOT_PERMITTED"))
                .body("items[2].problem.errors.pointer", hasItem("/status"))
                .body("items[0].ticketId", nullValue())
                .body("items[0].location", nullValue());
    }

    @Test
    void anOpeningOfARequestThatIsSentAgainOpensNoSecondTicket() {
        String key = key();
        String body = commands(opening(printer()), opening(printer()));
        Response first = bulk(lucia().header("Idempotency-Key", key), body);
        List<String> opened = first.path("items.ticketId");
        assertThat(opened).doesNotHaveDuplicates().hasSize(2);

        bulk(lucia().header("Idempotency-Key", key), body)
                .then()
                .statusCode(207)
                .body("items.status", contains(201, 201))
                .body("items.ticketId", equalTo(opened))
                .body("items.replayed", contains(true, true));
        bulk(lucia().header("Idempotency-Key", key), commands(opening(printer().replace("No puedo", "Nunca puedo"))))
                .then()
                .body("items.status", contains(422))
                .body("items[0].problem.code", equalTo("COMMAND_ID_REUSED"));
    }

    @Test
    void anOpeningsOwnKeyIsThatOfTheSingleRequest() {
        String key = key();
        String single = lucia().header("Idempotency-Key", key)
                .body(printer())
                .post(TICKETS)
                .then()
                .statusCode(201)
                .extract()
                .path("ticketId");

        bulk(
                        lucia(),
                        commands("{\"command\": \"OpenTicket\", \"body\": %s, \"idempotencyKey\": \"%s\"}"
                                .formatted(printer(), key)))
                .then()
                .body("items.status", contains(201))
                .body("items.ticketId", contains(single))
                .body("items.replayed", contains(true));
    }

    @Test
    void fiveHundredAreCarriedOutAndOneMoreIsTooMany() {
        List<String> tickets = Stream.generate(Desk::newTicket).limit(10).toList();
        List<String> items = IntStream.range(0, 501)
                .mapToObj(n -> item(
                        tickets.get(n % tickets.size()), "LogWork", "{\"minutes\": 1, \"activity\": \"" + n + "\"}"))
                .toList();

        Response answer = bulk(ana(), commands(items.subList(0, 500).toArray(String[]::new)));

        answer.then().statusCode(207).body("items", hasSize(500));
        List<Integer> statuses = answer.path("items.status");
        assertThat(statuses).isSubsetOf(200, 202).contains(200);
        bulk(ana(), commands(items.toArray(String[]::new)))
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/commands"));
    }

    @Test
    void whoDoesNotWaitIsToldWhereToAsk() {
        bulk(
                        ana().header("Prefer", "respond-async"),
                        commands(item(newTicket(), "TakeTicket", "{\"teamId\": \"desk\"}")))
                .then()
                .statusCode(207)
                .body("items.status", contains(202))
                .body("items[0].commandId", notNullValue())
                .body("items[0].location", notNullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"commands\": []}|/commands",
                "{\"commands\": [{\"command\": \"TakeTicket\"}]}|/commands/0/ticketId",
                "{\"commands\": [null]}|/commands/0",
                "{\"commands\": [{\"ticketId\": \"T-1\", \"command\": \"DropTicket\"}]}|/commands/0/command",
                "{\"commands\": [{\"ticketId\": \"T-1\", \"command\": \"OpenTicket\"}]}|/commands/0/ticketId",
                "{\"commands\": [{\"ticketId\": \"\", \"command\": \"OpenTicket\"}]}|/commands/0/ticketId",
                "{\"commands\": [{\"ticketId\": \" \", \"command\": \"TakeTicket\"}]}|/commands/0/ticketId",
                "{\"tickets\": [\"T-1\"], \"command\": \"OpenTicket\"}|/command",
                "{\"tickets\": [\"T-1\"], \"command\": \"DropTicket\"}|/command",
                "{\"tickets\": [\"\"], \"command\": \"TakeTicket\"}|/tickets/0",
            })
    void whatIsMalformedAsAWholeIsRefused(String body, String pointer) {
        bulk(ana(), body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItem(pointer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"tickets\": [\"T-1\"]}",
                "{\"command\": \"TakeTicket\"}",
                "{\"commands\": [{\"ticketId\": \"T-1\", \"command\": \"TakeTicket\"}], \"tickets\": [\"T-1\"]}",
            })
    void oneOfTheTwoFormsIsSent(String body) {
        bulk(ana(), body).then().statusCode(400);
    }

    private static Response bulk(RequestSpecification who, String body) {
        return who.body(body).post(TICKETS + "/bulk");
    }

    private static String forAll(List<String> tickets, String command, String body) {
        return tickets.stream()
                .map("\"%s\""::formatted)
                .collect(Collectors.joining(
                        ",", "{\"tickets\": [", "], \"command\": \"%s\", \"body\": %s}".formatted(command, body)));
    }

    private static String commands(String... items) {
        return Stream.of(items).collect(Collectors.joining(",", "{\"commands\": [", "]}"));
    }

    private static String opening(String body) {
        return "{\"command\": \"OpenTicket\", \"body\": %s}".formatted(body);
    }

    private static String item(String ticket, String command, String body) {
        return "{\"ticketId\": \"%s\", \"command\": \"%s\", \"body\": %s}".formatted(ticket, command, body);
    }
}
