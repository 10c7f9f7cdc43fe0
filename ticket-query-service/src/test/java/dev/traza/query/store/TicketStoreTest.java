package dev.traza.query.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.personal.Erasing;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.Configs;
import dev.traza.query.Story;
import dev.traza.query.log.GapException;
import dev.traza.query.log.LogPartition;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.store.StoreConfig.Guard;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Progress;
import dev.traza.query.view.TicketView;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@WithServers
class TicketStoreTest {

    private static final LogPartition PARTITION = new LogPartition("ticket-events", 0);

    private final String database = "store-" + UUID.randomUUID();
    private MongoClient mongo;

    @BeforeEach
    void connect(TestServers servers) {
        mongo = MongoClients.create(servers.mongoConnectionString());
    }

    @AfterEach
    void disconnect() {
        mongo.getDatabase(database).drop();
        mongo.close();
    }

    @ParameterizedTest
    @EnumSource(Guard.class)
    void aBatchThatWasTakenInIsTakenInAgainWithoutEffect(Guard guard) throws Exception {
        TicketStore store = store(guard);
        Story story = Story.of("u-1").opened("a", "b").assigned("printers", "ana");
        apply(store, story.told());
        TicketView before = store.byId(story.ticketId()).orElseThrow();

        apply(store, story.told());

        assertThat(store.byId(story.ticketId())).contains(before);
        assertThat(store.timeline(story.ticketId(), Progress.NONE, before.progress(), 100))
                .isEqualTo(story.told());
    }

    @ParameterizedTest
    @EnumSource(Guard.class)
    void aHoleIsRefusedAndNothingOfTheBatchIsWritten(Guard guard) throws Exception {
        TicketStore store = store(guard);
        Story whole = Story.of("u-1").opened("a", "b");
        Story holed =
                Story.of("u-2").opened("a", "b").assigned("printers", "ana").prioritized(Priority.LOW);
        List<LoggedEvent> batch = new ArrayList<>(whole.told());
        batch.add(holed.told().get(0));
        batch.add(holed.told().get(2));

        assertThatThrownBy(() -> apply(store, batch)).isInstanceOf(GapException.class);

        assertThat(store.byId(whole.ticketId())).isEmpty();
        assertThat(store.positions(List.of(PARTITION))).isEmpty();
    }

    @Test
    void whatIsNotOpenedYetIsKeptButNotShown() throws Exception {
        TicketStore store = store(Guard.OFF);
        Story story = Story.of("u-1")
                .slaStarted(SlaMetric.RESOLUTION, Instant.parse("2026-03-02T11:00:00Z"))
                .opened("a", "b");

        apply(store, story.told().subList(0, 1));

        assertThat(store.byId(story.ticketId())).isEmpty();
        assertThat(store.version(story.ticketId())).isZero();
        apply(store, story.told().subList(1, 2));
        assertThat(store.byId(story.ticketId()).orElseThrow().sla()).hasSize(1);
    }

    @Test
    void aTimelineIsReadFromAnyPlaceAcrossItsPages() throws Exception {
        TicketStore store = store(Guard.OFF);
        Story story = Story.of("u-1").opened("a", "b");
        for (int i = 0; i < 130; i++) {
            story.said(Visibility.PUBLIC, AuthorKind.AGENT, "comment " + i);
            if (i % 3 == 0) {
                story.slaWarned(SlaMetric.RESOLUTION, i);
            }
        }
        apply(store, story.told());
        Progress all = store.byId(story.ticketId()).orElseThrow().progress();

        List<LoggedEvent> read = new ArrayList<>();
        Progress told = Progress.NONE;
        while (told.total() < all.total()) {
            for (LoggedEvent event : store.timeline(story.ticketId(), told, all, 13)) {
                told = told.with(event.source(), event.envelope().sequence());
                read.add(event);
            }
        }

        assertThat(read).isEqualTo(story.told());
        assertThat(store.timeline(story.ticketId(), Progress.NONE, new Progress(2, 0, 0), 100))
                .hasSize(2);
    }

    /** As when a node that lost a partition while it slept goes on writing what it had in hand. */
    @Test
    void underGuardNodesThatWriteTheSameTicketAtOnceLoseNothing() throws Exception {
        Story ticket = Story.of("u-1").opened("a", "b");
        for (int i = 0; i < 40; i++) {
            ticket.prioritized(i % 2 == 0 ? Priority.HIGH : Priority.LOW).slaWarned(SlaMetric.RESOLUTION, i);
        }
        List<LoggedEvent> own = ticket.told().stream()
                .filter(LoggedEvent.OfTicket.class::isInstance)
                .toList();
        List<LoggedEvent> clocks = ticket.told().stream()
                .filter(LoggedEvent.OfSla.class::isInstance)
                .toList();
        CyclicBarrier start = new CyclicBarrier(3);
        try (ExecutorService nodes = Executors.newFixedThreadPool(3)) {
            List<Future<Void>> done = new ArrayList<>();
            for (List<LoggedEvent> log : List.of(own, own, clocks)) {
                TicketStore store = store(Guard.ON);
                done.add(nodes.submit((Callable<Void>) () -> {
                    start.await();
                    for (LoggedEvent event : log) {
                        stubbornly(store, event);
                    }
                    return null;
                }));
            }
            for (Future<Void> one : done) {
                one.get();
            }
        }

        TicketView view = store(Guard.ON).byId(ticket.ticketId()).orElseThrow();

        assertThat(view.progress()).isEqualTo(new Progress(41, 0, 40));
        assertThat(view.sla().getFirst().warnedPercent()).hasSize(40);
    }

    @ParameterizedTest
    @EnumSource(Guard.class)
    void anErasureThatWasBrokenOffIsDoneAgainAndMoreThanOnce(Guard guard) throws Exception {
        TicketStore store = store(guard);
        Story story = secret();
        apply(store, story.told());
        story.ticket(new TicketEvent.PersonalDataErased("u-1", true, List.of(), Status.OPEN));
        // As a node that ended after it had written the first page, and nothing else.
        pages().erase(story.ticketId(), 40, (Erasing) story.last().envelope().event());

        apply(store, List.of(story.last()));

        TicketView view = store.byId(story.ticketId()).orElseThrow();
        List<LoggedEvent> told = store.timeline(story.ticketId(), Progress.NONE, view.progress(), 1000);
        assertThat(told).hasSameSizeAs(story.told());
        assertThat(everything()).doesNotContain("secretissimo");
        apply(store, List.of(story.last()));
        assertThat(store.byId(story.ticketId())).contains(view);
        assertThat(store.timeline(story.ticketId(), Progress.NONE, view.progress(), 1000))
                .isEqualTo(told);
    }

    /** As when a node that lost a partition while it slept writes what it has in hand, read when the keys were there. */
    @Test
    void underGuardASleeperBringsNothingBackThatWasErasedMeanwhile() throws Exception {
        TicketStore store = store(Guard.ON);
        Story story = secret();
        List<LoggedEvent> inHand = story.told();
        apply(store, inHand);
        story.ticket(new TicketEvent.PersonalDataErased("u-1", true, List.of(), Status.OPEN));
        apply(store, List.of(story.last()));

        assertThat(pages().write(inHand, true)).isTrue();

        assertThat(everything()).doesNotContain("secretissimo");
        Story later = story.said(Visibility.PUBLIC, AuthorKind.AGENT, "written later");
        List<LoggedEvent> mixed = new ArrayList<>(inHand);
        mixed.add(later.last());
        assertThat(pages().write(mixed, true)).isTrue();
        assertThat(everything()).doesNotContain("secretissimo").contains("written later");
    }

    @Test
    void whatIsErasedInTheSameBatchIsNeverWritten() throws Exception {
        TicketStore store = store(Guard.OFF);
        Story story = secret();
        UUID comment = Ids.next();
        story.ticket(new TicketEvent.CommentAdded(
                        comment,
                        "the password",
                        Visibility.PUBLIC,
                        AuthorKind.AGENT,
                        "ana",
                        Channel.PORTAL,
                        null,
                        Status.OPEN))
                .ticket(new TicketEvent.CommentRedacted(comment, null, Status.OPEN));

        apply(store, story.told());

        assertThat(everything()).doesNotContain("the password").contains("secretissimo");
    }

    private static Story secret() {
        Story story = Story.of("u-1").opened("secretissimo", "b");
        for (int i = 0; i < 120; i++) {
            story.said(Visibility.PUBLIC, AuthorKind.REQUESTER, "secretissimo " + i);
            if (i % 10 == 0) {
                story.slaWarned(SlaMetric.RESOLUTION, i);
            }
        }
        return story;
    }

    private TimelinePages pages() {
        return new TimelinePages(
                new ReadModels(mongo, Configs.of(StoreConfig.class, Map.of("traza.query.store.database", database))));
    }

    private String everything() {
        StringBuilder all = new StringBuilder();
        for (String collection : mongo.getDatabase(database).listCollectionNames()) {
            mongo.getDatabase(database).getCollection(collection).find().forEach(document -> all.append(
                            document.toJson())
                    .append('\n'));
        }
        return all.toString();
    }

    private static void stubbornly(TicketStore store, LoggedEvent event) throws GapException {
        for (int tries = 0; tries < 100; tries++) {
            try {
                store.apply(List.of(event), Map.of());
                return;
            } catch (ReadModelAwayException changedMeanwhile) {
                // the feed would come again just like this
            }
        }
        throw new AssertionError("never got through");
    }

    private static void apply(TicketStore store, List<LoggedEvent> batch) throws ReadModelAwayException, GapException {
        store.apply(batch, Map.of(PARTITION, 7L));
        assertThat(store.positions(List.of(PARTITION))).isEqualTo(Map.of(PARTITION, 7L));
    }

    private TicketStore store(Guard guard) {
        StoreConfig config = Configs.of(
                StoreConfig.class,
                Map.of("traza.query.store.database", database, "traza.query.store.guard", guard.name()));
        return new TicketStore(new ReadModels(mongo, config), config);
    }
}
