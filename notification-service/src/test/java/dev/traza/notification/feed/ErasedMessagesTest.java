package dev.traza.notification.feed;

import static dev.traza.notification.TicketScript.agent;
import static dev.traza.notification.TicketScript.person;
import static dev.traza.notification.TicketScript.requesterActor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.notification.TicketScript;
import dev.traza.notification.ledger.Addressee;
import dev.traza.notification.ledger.Claim;
import dev.traza.notification.ledger.Delivery;
import dev.traza.notification.ledger.DeliveryList;
import dev.traza.notification.ledger.DeliveryState;
import dev.traza.notification.ledger.Letter;
import dev.traza.notification.rule.NotificationRules;
import dev.traza.notification.rule.Purpose;
import dev.traza.notification.rule.Recipient;
import dev.traza.notification.rule.Suppression;
import dev.traza.notification.store.MongoLedger;
import dev.traza.notification.store.MongoTicketContexts;
import dev.traza.notification.ticket.TicketContext;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of a ticket's messages after an erasure, on a real store. Every word that must go is a banana. */
@WithServers
class ErasedMessagesTest {

    private static final Actor ROUTING = Actor.service("routing-service");
    private static final String WORD = "banana";

    private final MongoClient client;
    private final MongoDatabase database;
    private final MongoLedger ledger;
    private final MongoTicketContexts tickets;
    private final Recorder recorder;
    private final TicketScript ticket =
            new TicketScript(person("lucia", "Lucía Banana", "banana@example.org", "es")).about("A banana is stuck");

    ErasedMessagesTest(TestServers servers) {
        client = MongoClients.create(servers.mongoConnectionString());
        database = client.getDatabase("erased_" + UUID.randomUUID().toString().substring(0, 8));
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
    void ofAnErasedTicketNoWordIsLeftAndItsFiguresStay() {
        // given one message that was sent, one that is tried again, and some that wait
        hear(
                ticket.opened(),
                ticket.assigned(ROUTING, "printers", "ana"),
                ticket.joined("marta", "Marta Banana"),
                ticket.attached(agent("ana"), AuthorKind.AGENT, "Is it a banana?", "banana.png"));
        Delivery sent = sent(to(Purpose.ACKNOWLEDGEMENT), "250 ok <banana@example.org>");
        Delivery failed = failed(to(Purpose.ASSIGNMENT), "450 banana@example.org is busy");
        assertThat(everything()).contains(WORD);

        // when
        hear(erased());

        // then
        assertThat(everything()).doesNotContainIgnoringCase(WORD);
        assertThat(ofTicket()).hasSize(4);
        Delivery told = find(sent);
        assertThat(told.state()).isEqualTo(DeliveryState.SENT);
        assertThat(told.attempts()).isEqualTo(1);
        assertThat(told.at()).isEqualTo(sent.at());
        assertThat(told.updatedAt()).isEqualTo(sent.updatedAt());
        assertThat(told.history()).singleElement().satisfies(attempt -> assertThat(attempt.endedAt())
                .isEqualTo(sent.updatedAt()));
        assertThat(told.addressee()).isEqualTo(new Addressee("lucia", null, Personal.ERASED, null));
        assertThat(find(failed).state())
                .as("who works on it is still told that it is theirs")
                .isEqualTo(DeliveryState.FAILED);
        assertThat(ofTicket())
                .filteredOn(delivery -> delivery.notice().purpose() == Purpose.REPLY)
                .hasSize(2)
                .allSatisfy(delivery -> {
                    assertThat(delivery.state()).isEqualTo(DeliveryState.SUPPRESSED);
                    assertThat(delivery.reason()).isEqualTo(Suppression.ERASED.name());
                    assertThat(delivery.notice().files()).containsExactly(Personal.ERASED);
                });
    }

    @Test
    void itIsAsIfTheTicketHadBeenReadWithItsKeysDestroyed() {
        List<EventEnvelope<TicketEvent>> past = List.of(
                ticket.opened(),
                ticket.joined("marta", "Marta Banana"),
                ticket.commented(agent("ana"), AuthorKind.AGENT, Visibility.PUBLIC, "Is it a banana?"));
        EventEnvelope<TicketEvent> erased = erased();
        past.forEach(this::hear);
        hear(erased);
        List<Delivery> kept = ofTicket();
        Optional<TicketContext> known = tickets.find(ticket.ticketId());

        database.drop();
        past.forEach(event -> hear(without(event)));
        hear(erased);

        assertThat(tickets.find(ticket.ticketId())).isEqualTo(known);
        assertThat(ofTicket())
                .extracting(Delivery::id, Delivery::state, Delivery::reason, Delivery::notice, Delivery::recipient)
                .containsExactlyElementsOf(kept.stream()
                        .map(delivery -> tuple(
                                delivery.id(),
                                delivery.state(),
                                delivery.reason(),
                                delivery.notice(),
                                delivery.recipient()))
                        .toList());
    }

    @Test
    void anErasureThatComesAgainOrWasCutOffLeavesTheSameAndNothingOfLaterGoes() {
        hear(ticket.opened(), ticket.assigned(ROUTING, "printers", "ana"));
        sent(to(Purpose.ACKNOWLEDGEMENT), "250 ok");
        EventEnvelope<TicketEvent> erased = erased();
        // A process died when the ticket had the event, and its messages had not.
        tickets.save(List.of(TicketContext.after(tickets.find(ticket.ticketId()), erased)));
        assertThat(everything()).containsIgnoringCase(WORD);

        hear(erased);
        assertThat(everything()).doesNotContainIgnoringCase(WORD);

        hear(ticket.resolved(agent("ana"), "It was an apple"));
        List<Delivery> before = ofTicket();
        hear(erased);

        assertThat(everything()).contains("It was an apple");
        assertThat(ofTicket())
                .extracting(Delivery::id, Delivery::state, Delivery::notice)
                .containsExactlyElementsOf(before.stream()
                        .map(delivery -> tuple(delivery.id(), delivery.state(), delivery.notice()))
                        .toList());
    }

    @Test
    void whoHoldsAMessageWhileItIsErasedPutsNoWordBack() {
        hear(ticket.opened(), ticket.assigned(ROUTING, "printers", "ana"));
        Delivery waiting = to(Purpose.ACKNOWLEDGEMENT);
        Delivery leaving = to(Purpose.ASSIGNMENT);
        Claim heldWaiting = claim(waiting);
        Claim heldLeaving = claim(leaving);
        Delivery sending = leaving.sending(ana(), letter(), Instant.now());
        assertThat(ledger.begin(heldLeaving, sending, later())).isTrue();

        hear(erased());

        // then one is not sent, and of the other it is known that it was
        assertThat(ledger.begin(heldWaiting, waiting.sending(lucia(), letter(), Instant.now()), later()))
                .isFalse();
        ledger.settle(heldLeaving, sending.sent("250 ok banana", Instant.now()));
        assertThat(find(waiting).state()).isEqualTo(DeliveryState.SUPPRESSED);
        assertThat(find(leaving).state()).isEqualTo(DeliveryState.SENT);
        assertThat(everything()).doesNotContainIgnoringCase(WORD);
    }

    @Test
    void aLetterThatADyingProcessLeftGoesWithTheQueuesEntry() {
        hear(ticket.opened());
        Delivery waiting = to(Purpose.ACKNOWLEDGEMENT);
        hear(erased());
        database.getCollection("letters")
                .insertOne(new Document("_id", waiting.id().toString()).append("letter", WORD));

        ledger.dequeue(waiting.id());

        assertThat(everything()).doesNotContainIgnoringCase(WORD);
        assertThat(ledger.queue().length()).isZero();
    }

    @Test
    void ofARedactedCommentOnlyItsOwnMessagesGo() {
        hear(ticket.opened());
        EventEnvelope<TicketEvent> secret =
                ticket.commented(agent("ana"), AuthorKind.AGENT, Visibility.PUBLIC, "The password is cherry");
        hear(secret, ticket.commented(agent("ana"), AuthorKind.AGENT, Visibility.PUBLIC, "Any news?"));
        UUID commentId = ((TicketEvent.CommentAdded) secret.event()).commentId();

        hear(ticket.ticketEvent(agent("ana"), new TicketEvent.CommentRedacted(commentId, null, Status.OPEN)));

        assertThat(everything()).doesNotContain("cherry").contains("Any news?").contains("banana@example.org");
        assertThat(ofTicket())
                .extracting(Delivery::state)
                .containsExactlyInAnyOrder(DeliveryState.QUEUED, DeliveryState.QUEUED, DeliveryState.SUPPRESSED);
    }

    @Test
    void ofAPersonWhoTakesPartOnlyTheirOwnGoes() {
        hear(
                ticket.opened(),
                ticket.joined("cherry", "Cherry Gil"),
                ticket.commented(agent("ana"), AuthorKind.AGENT, Visibility.PUBLIC, "Any news?"));
        EventEnvelope<TicketEvent> said = ticket.commented(
                requesterActor("cherry"), AuthorKind.REQUESTER, Visibility.PUBLIC, "I have eaten the plum");
        hear(said);
        UUID commentId = ((TicketEvent.CommentAdded) said.event()).commentId();

        hear(ticket.ticketEvent(
                agent("root"), new TicketEvent.PersonalDataErased("cherry", false, List.of(commentId), Status.OPEN)));

        assertThat(everything())
                .doesNotContain("Cherry", "cherry@example.org", "plum")
                .contains("banana@example.org", "Any news?");
        assertThat(ofTicket())
                .filteredOn(delivery -> delivery.recipient() instanceof Recipient.Participant)
                .allMatch(delivery -> delivery.state() == DeliveryState.SUPPRESSED);
        assertThat(ofTicket())
                .filteredOn(delivery -> delivery.recipient() instanceof Recipient.Requester)
                .extracting(Delivery::state)
                .contains(DeliveryState.QUEUED);
    }

    private EventEnvelope<TicketEvent> erased() {
        return ticket.ticketEvent(
                agent("root"), new TicketEvent.PersonalDataErased("lucia", true, List.of(), Status.OPEN));
    }

    private static EventEnvelope<TicketEvent> without(EventEnvelope<TicketEvent> event) {
        return new EventEnvelope<>(
                event.eventId(),
                event.ticketId(),
                event.sequence(),
                event.actor(),
                event.occurredAt(),
                event.recordedAt(),
                event.correlationId(),
                event.causationId(),
                event.traceparent(),
                MessageCatalogue.erased(event.event(), scope -> true));
    }

    @SafeVarargs
    private void hear(EventEnvelope<TicketEvent>... events) {
        recorder.ticketEvents(
                List.of(events).stream().map(event -> new Heard<>(event, false)).toList());
    }

    private Delivery sent(Delivery delivery, String answer) {
        Claim held = claim(delivery);
        Delivery sending = delivery.sending(lucia(), letter(), Instant.now());
        assertThat(ledger.begin(held, sending, later())).isTrue();
        ledger.settle(held, sending.sent(answer, Instant.now()));
        return find(delivery);
    }

    private Delivery failed(Delivery delivery, String answer) {
        Claim held = claim(delivery);
        Delivery sending = delivery.sending(ana(), letter(), Instant.now());
        assertThat(ledger.begin(held, sending, later())).isTrue();
        ledger.settle(held, sending.failed(answer, later(), Instant.now()));
        return find(delivery);
    }

    private Claim claim(Delivery delivery) {
        Claim seen = ledger.due(Instant.now(), 100).stream()
                .filter(due -> due.deliveryId().equals(delivery.id()))
                .findFirst()
                .orElseThrow();
        return ledger.claim(seen, later()).orElseThrow();
    }

    private static Addressee lucia() {
        return new Addressee("lucia", "Lucía Banana", "banana@example.org", "es");
    }

    private static Addressee ana() {
        return new Addressee("ana", "Ana", "ana@example.org", "en");
    }

    private static Letter letter() {
        return new Letter("en", "A banana is stuck", "Lucía Banana says: banana", "<p>banana</p>");
    }

    private static Instant later() {
        return Instant.now().plusSeconds(60);
    }

    private Delivery find(Delivery delivery) {
        return ledger.find(delivery.id()).orElseThrow();
    }

    private Delivery to(Purpose purpose) {
        return ofTicket().stream()
                .filter(delivery -> delivery.notice().purpose() == purpose)
                .findFirst()
                .orElseThrow();
    }

    private List<Delivery> ofTicket() {
        return ledger.page(new DeliveryList.Query(Set.of(), ticket.ticketId(), null), null, 100)
                .items();
    }

    /** All documents of all collections. */
    private String everything() {
        List<String> all = new ArrayList<>();
        database.listCollectionNames()
                .forEach(name -> database.getCollection(name).find().forEach(document -> all.add(document.toJson())));
        return String.join("\n", all);
    }
}
