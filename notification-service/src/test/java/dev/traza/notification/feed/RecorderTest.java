package dev.traza.notification.feed;

import static dev.traza.notification.TicketScript.agent;
import static dev.traza.notification.TicketScript.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.notification.TicketScript;
import dev.traza.notification.ledger.Delivery;
import dev.traza.notification.ledger.DeliveryList;
import dev.traza.notification.ledger.DeliveryState;
import dev.traza.notification.rule.NotificationRules;
import dev.traza.notification.rule.Suppression;
import dev.traza.notification.store.MongoFeedPositions;
import dev.traza.notification.store.MongoLedger;
import dev.traza.notification.store.MongoTicketContexts;
import dev.traza.notification.ticket.MissingHistoryException;
import dev.traza.notification.ticket.TicketContext;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a batch of events to the ledger, on a real store. */
@WithServers
class RecorderTest {

    private static final Actor ROUTING = Actor.service("routing-service");

    private final MongoClient client;
    private final MongoDatabase database;
    private final MongoLedger ledger;
    private final MongoTicketContexts tickets;
    private final Recorder recorder;
    private final TicketScript ticket = new TicketScript(person("lucia", "Lucía", "lucia@example.org", "es"));

    RecorderTest(TestServers servers) {
        client = MongoClients.create(servers.mongoConnectionString());
        database = client.getDatabase("recorder_" + UUID.randomUUID().toString().substring(0, 8));
        ledger = new MongoLedger(database, Clock.systemUTC());
        tickets = new MongoTicketContexts(database);
        recorder = new Recorder(tickets, ledger, new NotificationRules(75), Duration.ofHours(24), Clock.systemUTC());
    }

    @AfterEach
    void forget() {
        database.drop();
        client.close();
    }

    @Test
    void aBatchThatIsReplayedInWholeOrInPartChangesNothing() {
        List<Heard<TicketEvent>> batch = heard(ticket.opened(), ticket.assigned(ROUTING, "printers", "ana"));
        assertThat(recorder.ticketEvents(batch)).hasSize(2);

        assertThat(recorder.ticketEvents(batch)).isEmpty();
        assertThat(recorder.ticketEvents(batch.subList(1, 2))).isEmpty();
        assertThat(ofTicket()).hasSize(2);
        assertThat(ledger.queue().length()).isEqualTo(2);
    }

    @Test
    void aBatchThatWasCutOffBeforeTheTicketWasRememberedGivesTheSameMessages() {
        // given a process that died between the ledger and the ticket, and with it the queue's entries
        List<Heard<TicketEvent>> batch = heard(ticket.opened(), ticket.assigned(ROUTING, "printers", "ana"));
        recorder.ticketEvents(batch);
        database.getCollection("tickets").drop();
        database.getCollection("pending").drop();

        // when the batch comes again
        assertThat(recorder.ticketEvents(batch)).isEmpty();

        // then everything is there once
        assertThat(ofTicket()).hasSize(2);
        assertThat(ledger.queue().length()).isEqualTo(2);
    }

    @Test
    void aReplayDoesNotQueueWhatIsSettled() {
        List<Heard<TicketEvent>> batch = heard(ticket.opened());
        recorder.ticketEvents(batch);
        var claim = ledger.claim(
                        ledger.due(Instant.now(), 1).getFirst(), Instant.now().plusSeconds(60))
                .orElseThrow();
        ledger.settle(claim, ofTicket().getFirst().sent("250 ok", Instant.now()));
        database.getCollection("tickets").drop();

        recorder.ticketEvents(batch);

        assertThat(ledger.queue().length()).isZero();
        assertThat(ofTicket().getFirst().state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void slaEventsAreHeardOnceHoweverOftenTheyCome() {
        Heard<SlaEvent> breached = new Heard<>(ticket.breached(), false);

        assertThat(recorder.slaEvents(List.of(breached, breached))).hasSize(2);
        assertThat(recorder.slaEvents(List.of(breached))).isEmpty();
    }

    @Test
    void whatAnEarlierLedgerHadIsOnRecordButTellsNobody() {
        EventEnvelope<TicketEvent> before = ticket.opened();
        EventEnvelope<TicketEvent> after = ticket.assigned(ROUTING, "printers", "ana");

        recorder.ticketEvents(List.of(new Heard<>(before, true), new Heard<>(after, false)));

        assertThat(ofTicket())
                .extracting(Delivery::reason)
                .containsExactlyInAnyOrder(Suppression.BEFORE_REBUILD.name(), null);
        assertThat(ledger.queue().length()).isEqualTo(1);
    }

    @Test
    void historyWithAHoleIsNotGuessedAt() {
        ticket.opened();

        assertThatExceptionOfType(MissingHistoryException.class)
                .isThrownBy(() -> recorder.ticketEvents(heard(ticket.resolved(agent("ana"), "Listo"))));
        assertThat(ofTicket()).isEmpty();
    }

    @Test
    void anOlderStateOfATicketNeverReplacesANewerOne() {
        TicketContext first = TicketContext.after(Optional.empty(), ticket.opened());
        TicketContext second = TicketContext.after(Optional.of(first), ticket.assigned(ROUTING, "printers", "ana"));
        tickets.save(List.of(second));

        tickets.save(List.of(first));

        assertThat(tickets.find(ticket.ticketId())).contains(second);
    }

    @Test
    void aPlaceInTheLogNeverGoesBack() {
        MongoFeedPositions positions = new MongoFeedPositions(database);
        positions.save("ticket-events", 3, new FeedPositions.Position(17, 5));

        positions.save("ticket-events", 3, new FeedPositions.Position(9, 0));

        assertThat(positions.find("ticket-events", 3)).contains(new FeedPositions.Position(17, 5));
        assertThat(positions.find("ticket-events", 4)).isEmpty();
    }

    @Test
    void pagesOfALedgerFitTogetherInEveryWayOfAsking() {
        for (int i = 0; i < 7; i++) {
            recorder.ticketEvents(heard(i == 0 ? ticket.opened() : ticket.resolved(agent("ana"), "Listo " + i)));
        }
        DeliveryList.Query ofTheTicket = new DeliveryList.Query(Set.of(), ticket.ticketId(), null);
        DeliveryList.Query ofThePerson = new DeliveryList.Query(Set.of(), null, "lucia");
        DeliveryList.Query queued = new DeliveryList.Query(Set.of(DeliveryState.QUEUED), null, null);
        List<Delivery> all = ledger.page(ofTheTicket, null, 100).items();
        assertThat(all).hasSize(7);

        for (DeliveryList.Query query : List.of(ofTheTicket, ofThePerson, queued)) {
            DeliveryList.Page first = ledger.page(query, null, 3);
            DeliveryList.Page second = ledger.page(query, first.next(), 3);
            DeliveryList.Page third = ledger.page(query, second.next(), 3);
            assertThat(first.items()).isEqualTo(all.subList(0, 3));
            assertThat(second.items()).isEqualTo(all.subList(3, 6));
            assertThat(third.items()).isEqualTo(all.subList(6, 7));
            assertThat(third.next()).isNull();
        }
        assertThat(ledger.page(new DeliveryList.Query(Set.of(DeliveryState.DEAD), ticket.ticketId(), null), null, 5)
                        .items())
                .isEmpty();
    }

    private List<Delivery> ofTicket() {
        return ledger.page(new DeliveryList.Query(Set.of(), ticket.ticketId(), null), null, 100)
                .items();
    }

    @SafeVarargs
    private static List<Heard<TicketEvent>> heard(EventEnvelope<TicketEvent>... events) {
        return List.of(events).stream().map(event -> new Heard<>(event, false)).toList();
    }
}
