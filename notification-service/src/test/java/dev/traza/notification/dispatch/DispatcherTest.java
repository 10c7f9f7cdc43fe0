package dev.traza.notification.dispatch;

import static dev.traza.notification.TicketScript.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.traza.notification.TicketScript;
import dev.traza.notification.channel.Handover;
import dev.traza.notification.channel.MailChannel;
import dev.traza.notification.channel.MailIdentity;
import dev.traza.notification.channel.OutgoingMail;
import dev.traza.notification.channel.SmtpChannel;
import dev.traza.notification.channel.SmtpSettings;
import dev.traza.notification.ledger.Addressee;
import dev.traza.notification.ledger.Attempt;
import dev.traza.notification.ledger.Claim;
import dev.traza.notification.ledger.Delivery;
import dev.traza.notification.ledger.DeliveryState;
import dev.traza.notification.ledger.Letter;
import dev.traza.notification.ledger.Resends;
import dev.traza.notification.ledger.RetrySchedule;
import dev.traza.notification.rule.NotificationRules;
import dev.traza.notification.store.MongoDirectory;
import dev.traza.notification.store.MongoLedger;
import dev.traza.notification.store.MongoTicketContexts;
import dev.traza.notification.template.LetterWriter;
import dev.traza.notification.ticket.TicketContext;
import dev.traza.stack.server.MailProcess;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queue and those who work it off, on a real store: what happens when servers, instances and letters fail. */
@WithServers
class DispatcherTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Addressee LUCIA = new Addressee("lucia", "Lucía", "lucia@example.org", "es");
    private static final Instant LONG_AGO = Instant.EPOCH;

    private final MongoClient client;
    private final MongoDatabase database;
    private final MongoLedger ledger;
    private final MongoTicketContexts tickets;
    private final List<Dispatcher> running = new ArrayList<>();
    private final List<OutgoingMail> taken = new CopyOnWriteArrayList<>();
    private final LetterWriter writer =
            (notice, ticket, to) -> new Letter("en", "[" + ticket.number() + "]", "text", "<p>html</p>");

    DispatcherTest(TestServers servers) {
        client = MongoClients.create(servers.mongoConnectionString());
        database = client.getDatabase("dispatch_" + UUID.randomUUID().toString().substring(0, 8));
        ledger = new MongoLedger(database, Clock.systemUTC());
        ledger.prepare();
        tickets = new MongoTicketContexts(database);
    }

    @AfterEach
    void stop() {
        running.forEach(Dispatcher::stop);
        database.drop();
        client.close();
    }

    @Test
    void aMailServerThatWasAwayGetsTheMailOnceWhenItIsBack(@TempDir Path folder) {
        try (MailProcess server = MailProcess.inFolder(folder)) {
            // given a mail server that is not there yet
            Delivery delivery = aReceipt("lucia@example.org");
            start(smtp(server), settings(10, Duration.ofMinutes(1)));
            await().atMost(SOON).until(() -> now(delivery).attempts() >= 2);
            assertThat(now(delivery).state()).isIn(DeliveryState.FAILED, DeliveryState.SENDING);

            // when it comes
            server.start();

            // then
            await().atMost(SOON).until(() -> now(delivery).state() == DeliveryState.SENT);
            assertThat(server.mailbox("lucia@example.org").messages()).hasSize(1);
            assertThat(now(delivery).history().getFirst().outcome()).isEqualTo(DeliveryState.FAILED);
            assertThat(ledger.queue().length()).isZero();
        }
    }

    @Test
    void twoInstancesSendEachMessageOnce() {
        // given
        List<Delivery> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(aReceipt("p" + i + "@example.org"));
        }
        MailChannel channel = accepting();

        // when two instances work on one ledger
        start(channel, settings(3, Duration.ofMinutes(1)));
        start(channel, settings(3, Duration.ofMinutes(1)));

        // then
        await().atMost(SOON)
                .until(() -> all.stream().allMatch(delivery -> now(delivery).state() == DeliveryState.SENT));
        assertThat(taken).hasSize(60);
        assertThat(new HashSet<>(taken.stream().map(OutgoingMail::messageId).toList()))
                .hasSize(60);
        assertThat(ledger.queue().length()).isZero();
    }

    @Test
    void oneOfManyWinsAClaim() throws InterruptedException {
        aReceipt("lucia@example.org");
        Claim seen = ledger.due(Instant.now(), 1).getFirst();
        CountDownLatch go = new CountDownLatch(1);
        List<Claim> won = new CopyOnWriteArrayList<>();
        List<Thread> rivals = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            rivals.add(Thread.ofVirtual().start(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                ledger.claim(seen, Instant.now().plusSeconds(60)).ifPresent(won::add);
            }));
        }

        go.countDown();
        for (Thread rival : rivals) {
            rival.join(Duration.ofSeconds(20));
        }

        assertThat(won).hasSize(1);
        assertThat(ledger.due(Instant.now(), 1)).isEmpty();
    }

    @Test
    void aMessageOfAnInstanceThatDiedWhileSendingIsSentAgainUnderTheSameMessageId() {
        // given an instance that handed the mail over and died before it could say so
        Delivery delivery = aReceipt("lucia@example.org");
        Claim seen = ledger.due(Instant.now(), 1).getFirst();
        Claim dead = ledger.claim(seen, LONG_AGO).orElseThrow();
        TicketContext ticket = tickets.find(delivery.ticketId()).orElseThrow();
        Delivery sending = delivery.sending(LUCIA, writer.write(delivery.notice(), ticket, LUCIA), Instant.now());
        assertThat(ledger.begin(dead, sending, LONG_AGO)).isTrue();

        // when another comes
        start(accepting(), settings(10, Duration.ofMinutes(1)));

        // then
        await().atMost(SOON).until(() -> now(delivery).state() == DeliveryState.SENT);
        assertThat(taken)
                .singleElement()
                .extracting(OutgoingMail::messageId)
                .isEqualTo("<" + delivery.id() + "@traza.test>");
        assertThat(now(delivery).attempts()).isEqualTo(2);
    }

    @Test
    void whoLostItsLeaseNeitherSendsNorOverwrites() {
        Delivery delivery = aReceipt("lucia@example.org");
        Claim first =
                ledger.claim(ledger.due(Instant.now(), 1).getFirst(), LONG_AGO).orElseThrow();
        Claim second = ledger.claim(
                        ledger.due(Instant.now(), 1).getFirst(), Instant.now().plusSeconds(60))
                .orElseThrow();

        assertThat(ledger.begin(first, delivery, Instant.now())).isFalse();
        ledger.settle(first, delivery.dead("too late", Instant.now()));

        assertThat(now(delivery).state()).isEqualTo(DeliveryState.QUEUED);
        ledger.settle(second, delivery.sent("250", Instant.now()));
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void aRefusedMailIsDeadAtOnceAndCanBeSentAgainByAPerson() {
        // given
        Delivery delivery = aReceipt("lucia@example.org");
        List<Handover> answers = new CopyOnWriteArrayList<>(
                List.of(new Handover.Refused("550 5.1.1 No such user"), new Handover.Accepted("250 ok")));
        start(mail -> taking(mail, answers.removeFirst()), settings(10, Duration.ofMinutes(1)));
        await().atMost(SOON).until(() -> now(delivery).state() == DeliveryState.DEAD);
        assertThat(now(delivery).reason()).isEqualTo("550 5.1.1 No such user");
        assertThat(now(delivery).attempts()).isEqualTo(1);

        // when the same request comes twice
        UUID request = UUID.randomUUID();
        assertThat(ledger.resend(delivery.id(), request)).isInstanceOf(Resends.Outcome.Queued.class);
        await().atMost(SOON).until(() -> now(delivery).state() == DeliveryState.SENT);
        assertThat(ledger.resend(delivery.id(), request))
                .isInstanceOfSatisfying(Resends.Outcome.Queued.class, queued -> assertThat(queued.repeated())
                        .isTrue());

        // then it was sent once more, under an id that no receiver takes for a double
        assertThat(taken).hasSize(2);
        assertThat(taken.get(1).messageId()).isEqualTo("<" + delivery.id() + ".1@traza.test>");
        assertThat(ledger.resend(aReceipt("other@example.org").id(), request))
                .isInstanceOf(Resends.Outcome.OtherRequest.class);
    }

    @Test
    void attemptsAreBounded() {
        Delivery delivery = aReceipt("lucia@example.org");

        start(mail -> taking(mail, new Handover.NotNow("451 later")), settings(3, Duration.ofMinutes(1)));

        await().atMost(SOON).until(() -> now(delivery).state() == DeliveryState.DEAD);
        assertThat(taken).hasSize(3);
        assertThat(now(delivery).history().stream().map(Attempt::outcome))
                .containsExactly(DeliveryState.FAILED, DeliveryState.FAILED, DeliveryState.DEAD);
    }

    @Test
    void aLetterThatCannotBeWrittenIsNotTriedForEver() {
        Delivery delivery = aReceipt("lucia@example.org");

        start(
                accepting(),
                (notice, ticket, to) -> {
                    throw new IllegalStateException("no such word");
                },
                settings(3, Duration.ofMinutes(1)));

        await().atMost(SOON).until(() -> now(delivery).state() == DeliveryState.DEAD);
        assertThat(taken).isEmpty();
        assertThat(ledger.queue().length()).isZero();
    }

    @Test
    void aStoppingInstanceFinishesWhatItIsSending() throws InterruptedException {
        Delivery delivery = aReceipt("lucia@example.org");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Dispatcher dispatcher = start(
                mail -> {
                    begun.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return taking(mail, new Handover.Accepted("250 ok"));
                },
                settings(3, Duration.ofMinutes(1)));
        begun.await();

        Thread stopping = Thread.ofVirtual().start(dispatcher::stop);
        goOn.countDown();
        stopping.join(SOON);

        assertThat(now(delivery).state()).isEqualTo(DeliveryState.SENT);
    }

    private Delivery aReceipt(String address) {
        TicketScript script = new TicketScript(person("p-" + address, "Lucía", address, "es"));
        var opened = script.opened();
        TicketContext ticket = TicketContext.after(Optional.empty(), opened);
        Delivery delivery =
                Delivery.of(opened, new NotificationRules(75).on(opened, ticket).getFirst(), null, Instant.now());
        assertThat(ledger.record(List.of(delivery))).hasSize(1);
        tickets.save(List.of(ticket));
        return delivery;
    }

    private Delivery now(Delivery delivery) {
        return ledger.find(delivery.id()).orElseThrow();
    }

    private MailChannel accepting() {
        return mail -> taking(mail, new Handover.Accepted("250 ok"));
    }

    private Handover taking(OutgoingMail mail, Handover answer) {
        taken.add(mail);
        return answer;
    }

    private static MailChannel smtp(MailProcess server) {
        return new SmtpChannel(
                new SmtpSettings(
                        "127.0.0.1",
                        server.port(),
                        null,
                        null,
                        SmtpSettings.Encryption.OPTIONAL,
                        "support@traza.test",
                        "Traza",
                        "support",
                        "traza.test",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20)),
                Clock.systemUTC());
    }

    private static DispatchSettings settings(int attempts, Duration lease) {
        return new DispatchSettings(
                4,
                Duration.ofMillis(100),
                lease,
                20,
                Duration.ofSeconds(5),
                Duration.ofMillis(100),
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                new RetrySchedule(attempts, Duration.ofMillis(200), 1.5, Duration.ofSeconds(2), 0));
    }

    private Dispatcher start(MailChannel channel, DispatchSettings settings) {
        return start(channel, writer, settings);
    }

    private Dispatcher start(MailChannel channel, LetterWriter letters, DispatchSettings settings) {
        MailServerState state = new MailServerState();
        DispatchListener listener = new DispatchListener() {
            @Override
            public void settled(Delivery delivery) {
                // seen in the ledger
            }

            @Override
            public void answered(Handover answer) {
                state.answered(answer, Instant.now());
            }
        };
        Postman postman = new Postman(
                ledger,
                new Addressing(tickets, new MongoDirectory(database)),
                letters,
                channel,
                new MailIdentity("traza.test"),
                settings,
                listener,
                Clock.systemUTC(),
                RandomGenerator.getDefault());
        Dispatcher dispatcher = new Dispatcher(ledger, postman, settings, state, Clock.systemUTC());
        dispatcher.start();
        running.add(dispatcher);
        return dispatcher;
    }
}
