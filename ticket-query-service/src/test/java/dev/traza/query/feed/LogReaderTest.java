package dev.traza.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Visibility;
import dev.traza.kit.feed.Feed;
import dev.traza.query.Story;
import dev.traza.query.index.IndexAwayException;
import dev.traza.query.index.Measure;
import dev.traza.query.index.Question;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.index.TicketQuery;
import dev.traza.query.log.GapException;
import dev.traza.query.log.LogPartition;
import dev.traza.query.log.Projection;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.store.StoreConfig.Guard;
import dev.traza.query.store.TicketStore;
import dev.traza.query.view.Fold;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Progress;
import dev.traza.query.view.TicketFold;
import dev.traza.query.view.TicketView;
import dev.traza.stack.server.MongoProcess;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A read model holds what the log says, whatever happens to it, to its node and in between. */
@WithServers
class LogReaderTest {

    private static final Instant DUE = Instant.parse("2026-03-02T11:00:00Z");

    private Rig rig;

    private Path state;

    @BeforeEach
    void build(TestServers servers, @TempDir Path directory) throws ExecutionException, InterruptedException {
        state = directory;
        rig = new Rig(servers);
    }

    @AfterEach
    void takeDown() throws InterruptedException {
        rig.close();
    }

    @ParameterizedTest
    @EnumSource(Guard.class)
    void eachViewIsTheFoldOfItsLogs(Guard guard) {
        List<Story> stories = lives(20);
        stories.forEach(rig::write);
        TicketStore store = rig.store(guard);

        rig.share(store, Map.of()).following();

        stories.forEach(story -> assertShown(store, story));
    }

    @Test
    void repeatedRecordsAndLogsThatRunAheadChangeNothing() {
        Story story = life(1);
        List<LoggedEvent> reversedLogs = new ArrayList<>(story.told());
        reversedLogs.sort(Comparator.comparing(LoggedEvent::source).reversed());
        TicketStore store = rig.store(Guard.OFF);
        rig.share(store, Map.of()).following();

        rig.write(reversedLogs);
        rig.write(story.told().subList(0, 5));
        rig.write(story);

        await().atMost(Rig.SOON).untilAsserted(() -> assertShown(store, story));
        assertThat(store.timeline(story.ticketId(), Progress.NONE, fold(story).progress(), 1000))
                .isEqualTo(story.told());
    }

    @Test
    void aRestartGoesOnFromWhereItWas() throws InterruptedException {
        List<Story> before = lives(10);
        before.forEach(rig::write);
        TicketStore store = rig.store(Guard.OFF);
        rig.share(store, Map.of()).following().stop();
        Story meanwhile = life(99);
        rig.write(meanwhile);
        Watched watched = new Watched(store);

        rig.share(watched, Map.of()).following();

        assertThat(watched.seen).containsExactlyInAnyOrderElementsOf(meanwhile.told());
        before.forEach(story -> assertShown(store, story));
        assertShown(store, meanwhile);
    }

    @Test
    void anEmptiedDatabaseIsMadeAgainFromTheLog() throws InterruptedException {
        List<Story> stories = lives(10);
        stories.forEach(rig::write);
        TicketStore store = rig.store(Guard.OFF);
        rig.share(store, Map.of()).following().stop();
        rig.dropDatabase();

        rig.share(store, Map.of()).following();

        stories.forEach(story -> assertShown(store, story));
    }

    @Test
    void aDatabaseThatIsEmptiedUnderARunningNodeIsMadeAgain() {
        List<Story> stories = lives(10);
        stories.forEach(rig::write);
        TicketStore store = rig.store(Guard.OFF);
        rig.share(store, Map.of()).following();

        rig.dropDatabase();

        await().atMost(Rig.SOON).untilAsserted(() -> stories.forEach(story -> assertShown(store, story)));
    }

    @Test
    void aViewThatWasLostIsNoticedByItsNextEventAndMadeAgain() {
        List<Story> stories = lives(6);
        stories.forEach(rig::write);
        TicketStore store = rig.store(Guard.OFF);
        rig.share(store, Map.of("traza.query.feed.verify-every", "1h")).following();
        Story lost = stories.get(3);
        rig.dropView(lost.ticketId());

        rig.write(List.of(lost.prioritized(Priority.LOW).last()));

        await().atMost(Rig.SOON).untilAsserted(() -> stories.forEach(story -> assertShown(store, story)));
    }

    @Test
    void nothingIsLostAndNothingIsSkippedWhileTheReadModelIsAway() {
        List<Story> stories = lives(10);
        TicketStore store = rig.store(Guard.OFF);
        Failing failing = new Failing(store);
        Rig.Running running = rig.share(failing, Map.of()).following();
        failing.away.set(8);

        stories.forEach(rig::write);

        await().atMost(Rig.SOON).until(() -> running.feed().state() instanceof Feed.State.Waiting);
        await().atMost(Rig.SOON).untilAsserted(() -> stories.forEach(story -> assertShown(store, story)));
        assertThat(running.feed().state()).isInstanceOf(Feed.State.Following.class);
    }

    @Test
    void nothingIsLostWhenMongoDbDiesAndComesBack() throws InterruptedException {
        List<Story> stories = lives(20);
        MongoProcess server = MongoProcess.inFolder(state.resolve("mongo"));
        server.start();
        try (server;
                MongoClient client = MongoClients.create(server.connectionString()
                        + "?serverSelectionTimeoutMS=300&connectTimeoutMS=300&socketTimeoutMS=2000")) {
            TicketStore store = rig.store(client, Guard.OFF);
            Rig.Running running = rig.share(store, Map.of()).following();
            stories.subList(0, 10).forEach(rig::write);
            await().atMost(Rig.SOON).untilAsserted(() -> assertShown(store, stories.getFirst()));

            server.kill();
            stories.subList(10, 20).forEach(rig::write);
            await().atMost(Rig.SOON).until(() -> running.feed().state() instanceof Feed.State.Waiting);
            server.start();

            await().atMost(Rig.SOON)
                    .ignoreExceptions()
                    .untilAsserted(() -> stories.forEach(story -> assertShown(store, story)));
            await().atMost(Rig.SOON).until(() -> running.feed().state() instanceof Feed.State.Following);
            running.stop();
        }
    }

    @Test
    void aRecordThatCannotBeReadStopsTheFeedAndLosesNothing() throws InterruptedException {
        Story before = life(1);
        rig.write(before);
        TicketStore store = rig.store(Guard.OFF);
        Rig.Running running = rig.share(store, Map.of()).following();

        rig.writeNonsense();

        await().atMost(Rig.SOON).until(() -> running.feed().state() instanceof Feed.State.Failed);
        Story after = life(2);
        rig.write(after);
        rig.share(store, Map.of("traza.query.feed.unreadable-events", "SKIP")).following();
        assertShown(store, before);
        assertShown(store, after);
    }

    @Test
    void aHoleInTheLogItselfStopsTheFeed() {
        Story story = life(1);
        List<LoggedEvent> holed = new ArrayList<>(story.told());
        holed.remove(3);
        Rig.Running running = rig.share(rig.store(Guard.OFF), Map.of()).following();

        rig.write(holed);

        await().atMost(Rig.SOON).until(() -> running.feed().state() instanceof Feed.State.Failed);
    }

    @Test
    void twoNodesShareTheWorkAndOneTakesOverWhatTheOtherLeaves() throws InterruptedException {
        List<Story> first = lives(20);
        TicketStore store = rig.store(Guard.ON);
        Rig.Running one = rig.share(store, Map.of()).following();
        Watched other = new Watched(rig.store(Guard.ON));
        rig.share(other, Map.of()).following();
        first.forEach(rig::write);
        await().atMost(Rig.SOON).untilAsserted(() -> first.forEach(story -> assertShown(store, story)));

        one.stop();
        List<Story> second = lives(20);
        second.forEach(rig::write);

        await().atMost(Rig.SOON).untilAsserted(() -> second.forEach(story -> assertShown(store, story)));
        assertThat(other.seen).containsAll(second.getLast().told());
    }

    @Test
    void anIndexGoesOnFromItsCommitAndOneThatIsGoneOrDamagedIsMadeAgain() throws Exception {
        List<Story> stories = lives(10);
        stories.forEach(rig::write);
        TicketIndex index = rig.index(state);
        rig.takeAll(index).following().stop();
        index.close();

        Watched reopened = new Watched(rig.index(state));
        rig.takeAll(reopened).following().stop();
        assertThat(reopened.seen).isEmpty();
        assertListed((TicketIndex) reopened.real, stories);
        ((TicketIndex) reopened.real).close();

        damage(state.resolve("index"));
        assertMadeAgain(stories);
        empty(state.resolve("index"));
        assertMadeAgain(stories);
    }

    private void assertMadeAgain(List<Story> stories) throws Exception {
        TicketIndex index = rig.index(state);
        Watched watched = new Watched(index);
        rig.takeAll(watched).following().stop();
        assertThat(watched.seen)
                .hasSize(stories.stream().mapToInt(story -> story.told().size()).sum());
        assertListed(index, stories);
        index.close();
    }

    private void assertShown(TicketStore store, Story story) {
        TicketView expected = fold(story);
        assertThat(store.byId(story.ticketId())).contains(expected);
        assertThat(store.byNumber(story.number())).contains(expected);
    }

    private static void assertListed(TicketIndex index, List<Story> stories) throws IndexAwayException {
        TicketQuery all = new TicketQuery(
                Question.ALL, List.of(new TicketQuery.SortKey.ByMeasure(Measure.NUMBER, false)), 100, null, List.of());
        assertThat(index.search(all).items())
                .containsExactlyElementsOf(
                        stories.stream().map(LogReaderTest::fold).toList());
    }

    private static TicketView fold(Story story) {
        TicketView view = TicketView.nothingYet(story.ticketId());
        for (LoggedEvent event : story.told()) {
            view = ((Fold.Applied) TicketFold.evolve(view, event)).view();
        }
        return view;
    }

    private static List<Story> lives(int count) {
        return IntStream.range(0, count).mapToObj(LogReaderTest::life).toList();
    }

    private static Story life(int seed) {
        Random random = new Random(seed);
        Story story = Story.of("u-" + seed)
                .opened("subject " + seed, "description")
                .slaStarted(SlaMetric.RESOLUTION, DUE)
                .routed("printers", "ana")
                .assigned("printers", "ana");
        int comments = random.nextInt(8);
        for (int i = 0; i < comments; i++) {
            story.said(
                    random.nextBoolean() ? Visibility.PUBLIC : Visibility.INTERNAL, AuthorKind.AGENT, "comment " + i);
        }
        return story.slaBreached(SlaMetric.RESOLUTION)
                .resolved("done")
                .slaMet(SlaMetric.RESOLUTION, true)
                .closed();
    }

    private static void damage(Path index) throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            Path largest = files.max(Comparator.comparing(file -> file.toFile().length()))
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(largest);
            bytes[bytes.length / 2] ^= 1;
            Files.write(largest, bytes);
        }
    }

    private static void empty(Path index) throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Remembers what went through. */
    private static final class Watched implements Projection<LoggedEvent> {
        private final Projection<LoggedEvent> real;
        private final List<LoggedEvent> seen = Collections.synchronizedList(new ArrayList<>());

        private Watched(Projection<LoggedEvent> real) {
            this.real = real;
        }

        @Override
        public Map<LogPartition, Long> positions(Collection<LogPartition> partitions) throws ReadModelAwayException {
            return real.positions(partitions);
        }

        @Override
        public void apply(List<LoggedEvent> batch, Map<LogPartition, Long> next)
                throws ReadModelAwayException, GapException {
            real.apply(batch, next);
            seen.addAll(batch);
        }
    }

    /** Cannot be reached for a while. */
    private static final class Failing implements Projection<LoggedEvent> {
        private final Projection<LoggedEvent> real;
        private final AtomicInteger away = new AtomicInteger();

        private Failing(Projection<LoggedEvent> real) {
            this.real = real;
        }

        @Override
        public Map<LogPartition, Long> positions(Collection<LogPartition> partitions) throws ReadModelAwayException {
            return real.positions(partitions);
        }

        @Override
        public void apply(List<LoggedEvent> batch, Map<LogPartition, Long> next)
                throws ReadModelAwayException, GapException {
            if (away.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new ReadModelAwayException("away", new IOException("away"));
            }
            real.apply(batch, next);
        }
    }
}
