package dev.traza.notification.feed;

import static dev.traza.notification.TicketScript.agent;
import static dev.traza.notification.TicketScript.person;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.mongodb.client.MongoDatabase;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.notification.KeyServer;
import dev.traza.notification.ShortWaits;
import dev.traza.notification.TicketScript;
import dev.traza.notification.Wire;
import dev.traza.notification.ledger.Delivery;
import dev.traza.notification.ledger.DeliveryList;
import dev.traza.notification.rule.Suppression;
import dev.traza.stack.server.Mailbox.ReceivedMail;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** From sealed records to mails, with keys that are away, there, and destroyed. */
@QuarkusTest
@TestProfile(SealedEventsTest.OwnTopic.class)
@QuarkusTestResource(value = TrazaInfrastructure.class, initArgs = @ResourceArg(name = "mail", value = "true"))
@QuarkusTestResource(value = KeyServer.class, restrictToAnnotatedClass = true)
class SealedEventsTest {

    private static final String TOPIC = "sealed-" + System.nanoTime();
    private static final Duration SOON = Duration.ofSeconds(40);

    @SuppressWarnings("NullAway.Init") // injected before each test
    TestServers servers;

    @SuppressWarnings("NullAway.Init") // injected before each test
    KeyServer keys;

    @Inject
    DeliveryList ledger;

    @Inject
    MongoDatabase database;

    private final String lucia = "banana-" + UUID.randomUUID().toString().substring(0, 8);
    private final String luciaMail = lucia + "@example.org";
    private final TicketScript ticket =
            new TicketScript(person("u-lucia", "Lucía Banana", luciaMail, "es")).about("Una banana");

    @Test
    void itWaitsForKeysOpensTextsWithThemAndTellsNobodyOfWhatIsGone() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers.bootstrapServers()));
                Wire wire = new Wire(servers.bootstrapServers())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();

            // when keys are away, it waits, and says for what
            keys.away(true);
            send(wire, ticket.opened());
            await().atMost(SOON).untilAsserted(() -> given().get("/q/health/ready")
                    .then()
                    .statusCode(503)
                    .body("checks.find { it.name == 'feeds' }.status", equalTo("DOWN"))
                    .body(
                            "checks.find { it.name == 'feeds' }.data.'ticket-events'",
                            containsString("The keys of texts cannot be had")));
            assertThat(ofTicket()).isEmpty();

            // when they are there, it goes on
            keys.away(false);
            await().atMost(SOON).until(() -> inbox().size() == 1);
            assertThat(inbox().getFirst().subject()).endsWith("Una banana");
            assertThat(inbox().getFirst().text()).contains("La impresora del 3er piso no responde");

            // when what was said is gone before it is heard, nobody is told
            EventEnvelope<TicketEvent> secret =
                    ticket.commented(agent("ana"), AuthorKind.AGENT, Visibility.PUBLIC, "La clave es banana");
            var sealed = EventRecords.TICKET.write(secret, keys.ring());
            keys.destroy(new Scope.OfComment(((TicketEvent.CommentAdded) secret.event()).commentId()));
            wire.raw(sealed.to(TOPIC));
            send(wire, ticket.commented(agent("ana"), AuthorKind.AGENT, Visibility.PUBLIC, "Otra cosa"));
            await().atMost(SOON).until(() -> inbox().size() == 2);
            assertThat(inbox().getLast().text()).contains("Otra cosa");
            assertThat(ofTicket()).extracting(Delivery::reason).containsOnlyOnce(Suppression.ERASED.name());

            // when she is erased, no word of hers is left, and she is written to no more
            send(
                    wire,
                    ticket.ticketEvent(
                            agent("root"), new TicketEvent.PersonalDataErased("u-lucia", true, List.of(), Status.OPEN)),
                    ticket.resolved(agent("ana"), "Hecho"));
            await().atMost(SOON).until(() -> ofTicket().stream()
                    .anyMatch(delivery -> Suppression.NO_ADDRESS.name().equals(delivery.reason())));
            assertThat(everything()).doesNotContainIgnoringCase("banana");
            assertThat(ofTicket()).hasSize(4);
            assertThat(inbox()).hasSize(2);
        }
    }

    @SafeVarargs
    private void send(Wire wire, EventEnvelope<TicketEvent>... events) {
        for (EventEnvelope<TicketEvent> event : events) {
            wire.raw(EventRecords.TICKET.write(event, keys.ring()).to(TOPIC));
        }
    }

    private List<ReceivedMail> inbox() {
        return servers.mail().mailbox(luciaMail).messages();
    }

    private List<Delivery> ofTicket() {
        return ledger.page(new DeliveryList.Query(Set.of(), ticket.ticketId(), null), null, 100)
                .items();
    }

    private String everything() {
        List<String> all = new ArrayList<>();
        database.listCollectionNames()
                .forEach(name -> database.getCollection(name).find().forEach(document -> all.add(document.toJson())));
        return String.join("\n", all);
    }

    /** The other tests' topic must stay readable without keys. */
    public static final class OwnTopic implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(new ShortWaits().getConfigOverrides());
            overrides.put("mp.messaging.incoming.ticket-events.topic", TOPIC);
            overrides.put("mp.messaging.incoming.ticket-events.group.id", TOPIC);
            overrides.put("mp.messaging.incoming.ticket-events.metadata.max.age.ms", "1000");
            overrides.put("traza.notification.database", "traza_notification_sealed");
            return overrides;
        }
    }
}
