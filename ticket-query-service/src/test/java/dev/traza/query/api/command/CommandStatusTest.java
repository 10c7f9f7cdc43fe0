package dev.traza.query.api.command;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.topic.Topics;
import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.query.TestLog;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who was answered 202 finds out what became of it. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
class CommandStatusTest {

    private final UUID commandId = Ids.next();
    private final UUID ticketId = Ids.next();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
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
    void aCommandIsPendingUntilItIsAnswered() {
        ask("ana");
        status("ana", Role.AGENT).body("status", equalTo("PENDING")).body("ticketId", equalTo(ticketId.toString()));

        answer("ana", new CommandOutcome.Accepted(ticketId, "T-7", 3, Status.OPEN, false), 1);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> status("ana", Role.AGENT)
                .body("status", equalTo("ACCEPTED"))
                .body("version", equalTo(3))
                .body("number", equalTo("T-7"))
                .body("problem", nullValue()));
    }

    @Test
    void aRefusedCommandSaysWhyInTheWordsOfAProblem() {
        ask("ana");
        answer(
                "ana",
                new CommandOutcome.Rejected(
                        RejectionCode.TRANSITION_NOT_ALLOWED,
                        "A new ticket cannot be reopened.",
                        ticketId,
                        1L,
                        Status.NEW,
                        List.of("ResolveTicket"),
                        false),
                0);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> status("ana", Role.AGENT)
                .body("status", equalTo("REJECTED"))
                .body("problem.status", equalTo(409))
                .body("problem.code", equalTo("TRANSITION_NOT_ALLOWED"))
                .body("problem.ticketStatus", equalTo("NEW"))
                .body("problem.possible", hasItem("ResolveTicket")));
    }

    @Test
    void aLaterCommandWithTheSameIdDoesNotHideTheAnswerToTheFirst() {
        answer("ana", new CommandOutcome.Accepted(ticketId, "T-7", 1, Status.NEW, false), 0);
        answer(
                "ana",
                new CommandOutcome.Rejected(
                        RejectionCode.COMMAND_ID_REUSED, "Used before.", ticketId, 1L, Status.NEW, List.of(), false),
                1);
        UUID last = followUp();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> given().auth()
                .oauth2(Tokens.mint(Role.AGENT, "ana"))
                .get("/api/v1/commands/" + last)
                .then()
                .statusCode(200));
        status("ana", Role.AGENT).body("status", equalTo("ACCEPTED"));
    }

    @Test
    void onlyWhoAskedAndStaffMaySeeIt() {
        ask("u-17");

        status("u-17", Role.REQUESTER);
        status("ben", Role.SUPERVISOR);
        given().auth()
                .oauth2(Tokens.mint(Role.REQUESTER, "u-18"))
                .get("/api/v1/commands/" + commandId)
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void whatNobodyAskedIsNotFoundAndNonsenseOnTheTopicStopsNothing() {
        log.write(new ProducerRecord<>(Topics.TICKET_COMMANDS.name(), 0, "x", new byte[] {1}));
        for (String unknown : List.of(UUID.randomUUID().toString(), "nonsense", "T-1")) {
            given().auth()
                    .oauth2(Tokens.mint(Role.AGENT, "ana"))
                    .get("/api/v1/commands/" + unknown)
                    .then()
                    .statusCode(404);
        }

        ask("ana");

        status("ana", Role.AGENT).body("status", equalTo("PENDING"));
    }

    private UUID followUp() {
        UUID id = Ids.next();
        log.write(
                new CommandReply(
                        id, "ana", now, null, new CommandOutcome.Accepted(ticketId, "T-7", 1, Status.NEW, false)),
                1);
        return id;
    }

    private void ask(String subject) {
        log.write(
                "/ticket-command-service",
                new CommandEnvelope(
                        commandId,
                        TicketRef.of(ticketId),
                        Actor.user(subject, Set.of(Role.AGENT)),
                        now,
                        now,
                        null,
                        commandId,
                        null,
                        null,
                        null,
                        null,
                        new TicketCommand.TakeTicket("printers")));
        status("ana", Role.AGENT);
    }

    private void answer(String subject, CommandOutcome outcome, int partition) {
        log.write(new CommandReply(commandId, subject, now, null, outcome), partition);
    }

    private ValidatableResponse status(String subject, Role role) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> given().auth()
                                .oauth2(Tokens.mint(role, subject))
                                .get("/api/v1/commands/" + commandId)
                                .then(),
                        answer -> answer.extract().statusCode() == 200);
    }
}
