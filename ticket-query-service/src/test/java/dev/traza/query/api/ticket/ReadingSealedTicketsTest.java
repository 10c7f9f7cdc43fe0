package dev.traza.query.api.ticket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.query.Story;
import dev.traza.query.TestKeys;
import dev.traza.query.TestLog;
import dev.traza.query.view.LoggedEvent;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands sealed on the log is read in the clear over REST, with keys that are had over HTTP. */
@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
class ReadingSealedTicketsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    // Set by KeyServer.
    @SuppressWarnings("NullAway.Init")
    private TestKeys keys;

    private TestLog log;

    @BeforeEach
    void open() {
        log = new TestLog(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        ready();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void sealedTextsAreReadAndWaitedForWhileKeysAreAway() {
        Story first = Story.of("u-17").opened("No puedo imprimir", "b");
        write(first);
        await().atMost(SOON).untilAsserted(() -> shows(first, "No puedo imprimir"));

        keys.away(true);
        Story second = Story.of("u-17").opened("El plóter no va", "b");
        write(second);
        await().atMost(SOON).untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body(containsString("Texts cannot be opened"))
                .body(containsString("answered 503")));
        agent().get("/api/v1/tickets/" + second.number()).then().statusCode(404);
        shows(first, "No puedo imprimir");

        keys.away(false);
        await().atMost(SOON).untilAsserted(() -> shows(second, "El plóter no va"));
        ready();
    }

    private static void ready() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    private static void shows(Story story, String subject) {
        agent().get("/api/v1/tickets/" + story.number()).then().statusCode(200).body("subject", equalTo(subject));
        agent().get("/api/v1/tickets?q=" + story.number()).then().body("items[0].subject", equalTo(subject));
    }

    private void write(Story story) {
        for (LoggedEvent event : story.told()) {
            assertThat(event).isInstanceOf(LoggedEvent.OfTicket.class);
            EventEnvelope<TicketEvent> envelope = ((LoggedEvent.OfTicket) event).envelope();
            log.write(keys.write(envelope).to(Topics.TICKET_EVENTS.name()));
        }
    }

    private static RequestSpecification agent() {
        return given().auth().oauth2(Tokens.mint(Role.AGENT, "ana"));
    }
}
