package dev.traza.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.Configs;
import dev.traza.query.Story;
import dev.traza.query.index.IndexAwayException;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.log.GapException;
import dev.traza.query.log.LogPartition;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.projection.Generation;
import dev.traza.query.projection.NamedProjection;
import dev.traza.query.projection.ProjectionState;
import dev.traza.query.projection.ProjectionState.Decision;
import dev.traza.query.projection.ProjectionStatus;
import dev.traza.query.projection.Served;
import dev.traza.query.projection.SwitchMode;
import dev.traza.query.store.ReadModels;
import dev.traza.query.store.StoreConfig;
import dev.traza.query.store.StoreConfig.Guard;
import dev.traza.query.store.TicketStore;
import dev.traza.query.view.Fold;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Progress;
import dev.traza.query.view.TicketFold;
import dev.traza.query.view.TicketView;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A read model is built anew while the present one answers, and nobody who reads can tell. */
@WithServers
class GenerationsTest {

    private static final Instant DUE = Instant.parse("2026-03-02T11:00:00Z");

    /** So slow that a test can do something meanwhile. */
    private static final Map<String, String> SLOWLY =
            Map.of("traza.query.projection.share", "0.01", "traza.query.projection.longest-rest", "150ms");

    private Rig rig;

    private Path folder;

    private final List<TestNode> nodes = new ArrayList<>();

    @BeforeEach
    void build(TestServers servers, @TempDir Path directory) throws ExecutionException, InterruptedException {
        folder = directory;
        rig = new Rig(servers);
    }

    @AfterEach
    void takeDown() throws InterruptedException {
        for (TestNode node : nodes) {
            node.close();
        }
        rig.close();
    }

    @Test
    void aGenerationThatIsBuiltWhileEventsKeepComingIsEqualAndAnswersByItself() throws Exception {
        List<Story> stories = new ArrayList<>(lives(10));
        stories.forEach(rig::write);
        TestNode node = node("one", Map.of());
        shown(node, stories);

        assertThat(rebuild(node, SwitchMode.AUTOMATIC)).isInstanceOf(Decision.Changed.class);
        for (int i = 0; i < 20; i++) {
            Story story = life(100 + i);
            stories.add(story);
            rig.write(story);
        }

        await().atMost(Rig.SOON).until(() -> node.tickets.number().equals(OptionalInt.of(2)));
        shown(node, stories);
        await().atMost(Rig.SOON).untilAsserted(() -> {
            for (String kind : List.of("tickets", "numbers", "timeline")) {
                assertThat(documents(kind, 2)).isNotEmpty().isEqualTo(documents(kind, 1));
            }
        });
        ProjectionState state = state(node.tickets, node);
        assertThat(state.serving().number()).isEqualTo(2);
        assertThat(state.other()).isNotNull().satisfies(former -> assertThat(former.isFormer())
                .isTrue());
        assertThat(node.health.feed("tickets").name()).endsWith("_2");
    }

    @Test
    void recordsThatWereTakenBackAtTheEndOfTheLogHoldNothingUp() throws Exception {
        List<Story> stories = lives(3);
        stories.forEach(rig::write);
        rig.writeAndTakeBack();
        TestNode node = node("one", Map.of());
        shown(node, stories);

        rebuild(node, SwitchMode.AUTOMATIC);
        control(node, node.index, SwitchMode.AUTOMATIC);

        await().atMost(Rig.SOON).until(() -> node.tickets.number().equals(OptionalInt.of(2)));
        await().atMost(Rig.SOON).until(() -> node.index.number().equals(OptionalInt.of(2)));
        shown(node, stories);
    }

    @Test
    void whoeverSwitchesBackFindsWhatHappenedMeanwhileToo() throws Exception {
        List<Story> stories = new ArrayList<>(lives(5));
        stories.forEach(rig::write);
        TestNode node = node("one", Map.of());
        shown(node, stories);
        rebuild(node, SwitchMode.AUTOMATIC);
        await().atMost(Rig.SOON).until(() -> node.tickets.number().equals(OptionalInt.of(2)));
        Story meanwhile = life(50);
        stories.add(meanwhile);
        rig.write(meanwhile);

        await().atMost(Rig.SOON).until(() -> node.control.switchTo(node.tickets.kind(), 1) instanceof Decision.Changed);

        await().atMost(Rig.SOON).until(() -> node.tickets.number().equals(OptionalInt.of(1)));
        shown(node, stories);
        assertThat(node.control.switchTo(node.tickets.kind(), 1)).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void noReaderEverSeesLessThanBeforeHoweverOftenItIsSwitched() throws Exception {
        Story story = Story.of("u-1").opened("a", "b");
        rig.write(story);
        TestNode node = node("one", Map.of());
        shown(node, List.of(story));
        rebuild(node, SwitchMode.AUTOMATIC);
        control(node, node.index, SwitchMode.AUTOMATIC);
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong wrong = new AtomicLong();
        AtomicLong looks = new AtomicLong();
        AtomicLong inStore = new AtomicLong();
        AtomicLong inIndex = new AtomicLong();
        Thread writing = Thread.ofPlatform().start(() -> {
            for (int i = 0; !over.get(); i++) {
                rig.write(List.of(story.prioritized(i % 2 == 0 ? Priority.LOW : Priority.HIGH)
                        .last()));
                // As fast as it is read, and no faster: what is built would never catch up.
                while (!over.get() && Math.min(inStore.get(), inIndex.get()) < i - 2) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        });
        Thread reading = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                long store = node.tickets.with(tickets -> tickets.version(story.ticketId()));
                long index = node.index.with(all -> version(all, story));
                if (store < inStore.getAndSet(store) || index < inIndex.getAndSet(index)) {
                    wrong.incrementAndGet();
                }
                looks.incrementAndGet();
            }
        });

        await().atMost(Rig.SOON)
                .until(() -> node.tickets.number().equals(OptionalInt.of(2))
                        && node.index.number().equals(OptionalInt.of(2)));
        for (int to : List.of(1, 2, 1, 2)) {
            for (Served<?> served : List.of(node.tickets, node.index)) {
                await().atMost(Rig.SOON)
                        .until(() -> !(node.control.switchTo(served.kind(), to) instanceof Decision.Refused));
                await().atMost(Rig.SOON).until(() -> served.number().equals(OptionalInt.of(to)));
            }
        }
        long soFar = looks.get();
        await().atMost(Rig.SOON).until(() -> looks.get() > soFar + 100);
        over.set(true);
        writing.join();
        reading.join();

        assertThat(wrong).hasValue(0);
    }

    @Test
    void aNodeThatIsRestartedAmidstGoesOnWithBoth() throws Exception {
        List<Story> stories = new ArrayList<>(lives(30));
        stories.forEach(rig::write);
        TestNode first = node("one", SLOWLY);
        shown(first, stories);
        rebuild(first, SwitchMode.MANUAL);
        await().atMost(Rig.SOON).until(() -> beside(first).done() > 20);
        first.close();
        nodes.remove(first);
        Story meanwhile = life(99);
        stories.add(meanwhile);
        rig.write(meanwhile);

        TestNode again = node("one", Map.of());

        shown(again, stories);
        assertThat(again.tickets.number()).hasValue(1);
        await().atMost(Rig.SOON)
                .until(() -> state(again.tickets, again).other() instanceof Generation other
                        && other.phase() == Generation.Phase.READY);
        assertThat(again.control.switchTo(again.tickets.kind(), null)).isInstanceOf(Decision.Changed.class);
        await().atMost(Rig.SOON).until(() -> again.tickets.number().equals(OptionalInt.of(2)));
        shown(again, stories);
    }

    @Test
    void twoNodesBuildTogetherAndBothChangeOver() throws Exception {
        List<Story> stories = lives(10);
        stories.forEach(rig::write);
        TestNode one = node("one", Map.of());
        TestNode other = node("other", Map.of());
        shown(one, stories);
        shown(other, stories);

        rebuild(one, SwitchMode.AUTOMATIC);
        control(other, other.index, SwitchMode.AUTOMATIC);

        for (TestNode node : List.of(one, other)) {
            await().atMost(Rig.SOON).until(() -> node.tickets.number().equals(OptionalInt.of(2)));
            await().atMost(Rig.SOON).until(() -> node.index.number().equals(OptionalInt.of(2)));
            shown(node, stories);
        }
        await().atMost(Rig.SOON).until(() -> state(one.index, one).serving().number() == 2);
    }

    @Test
    void ofTwoWhoAskAtOnceOneIsRefusedAndIsToldHowToCancel() throws Exception {
        lives(5).forEach(rig::write);
        TestNode node = node("one", SLOWLY);
        await().atMost(Rig.SOON).until(() -> following(node));
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Decision> asking = () -> {
            together.await();
            return rebuild(node, SwitchMode.MANUAL);
        };

        List<Decision> decisions = new ArrayList<>();
        try (ExecutorService administrators = Executors.newFixedThreadPool(2)) {
            for (Future<Decision> decision : administrators.invokeAll(List.of(asking, asking))) {
                decisions.add(decision.get());
            }
        }

        assertThat(decisions).hasAtLeastOneElementOfType(Decision.Changed.class);
        assertThat(decisions)
                .filteredOn(Decision.Refused.class::isInstance)
                .singleElement()
                .extracting(Object::toString)
                .asString()
                .contains("POST …/cancel");
    }

    @Test
    void whatIsCancelledIsRemovedAndTheNumberIsNotUsedAgain() throws Exception {
        List<Story> stories = lives(30);
        stories.forEach(rig::write);
        TestNode node = node("one", SLOWLY);
        shown(node, stories);
        rebuild(node, SwitchMode.AUTOMATIC);
        await().atMost(Rig.SOON).until(() -> beside(node).done() > 20);

        assertThat(node.control.cancel(node.tickets.kind())).isInstanceOf(Decision.Changed.class);

        await().atMost(Rig.SOON)
                .until(() -> state(node.tickets, node).dropped().isEmpty()
                        && !node.tickets.kind().present().contains(2));
        assertThat(groups()).noneMatch(group -> group.endsWith(ReadModels.release() + "_2"));
        shown(node, stories);
        assertThat(node.control.cancel(node.tickets.kind())).isInstanceOf(Decision.Refused.class);
        rebuild(node, SwitchMode.MANUAL);
        assertThat(state(node.tickets, node).other()).isNotNull().satisfies(next -> assertThat(next.number())
                .isEqualTo(3));
    }

    @Test
    void aBuildThatFailsDoesNotMakeTheNodeUnready() throws Exception {
        List<Story> stories = lives(5);
        stories.forEach(rig::write);
        TestNode node = new TestNode(rig, folder.resolve("one"), Guard.OFF, Map.of(), real -> new Breaking(rig, real));
        nodes.add(node);
        shown(node, stories);

        rebuild(node, SwitchMode.AUTOMATIC);

        await().atMost(Rig.SOON)
                .until(() -> state(node.tickets, node).other() instanceof Generation other
                        && other.phase() == Generation.Phase.FAILED);
        assertThat(node.health.call().getStatus().name()).isEqualTo("UP");
        assertThat(node.tickets.number()).hasValue(1);
        assertThat(node.control.switchTo(node.tickets.kind(), null)).isInstanceOf(Decision.Refused.class);
        await().atMost(Rig.SOON) // the node has said so, and looks at what it has said when it looks again
                .until(() -> node.registry
                                .get("traza.projection.beside.failed")
                                .tag("projection", "tickets")
                                .gauge()
                                .value()
                        == 1);
        assertThat(node.control.cancel(node.tickets.kind())).isInstanceOf(Decision.Changed.class);
        rebuild(node, SwitchMode.AUTOMATIC);
        await().atMost(Rig.SOON).until(() -> node.tickets.number().equals(OptionalInt.of(3)));
        shown(node, stories);
    }

    @Test
    void theFormerOneIsDroppedByRequestOrAfterAWhile() throws Exception {
        List<Story> stories = lives(5);
        stories.forEach(rig::write);
        TestNode node = node("one", Map.of("traza.query.projection.keep-former", "500ms"));
        shown(node, stories);
        rebuild(node, SwitchMode.AUTOMATIC);
        control(node, node.index, SwitchMode.AUTOMATIC);

        await().atMost(Rig.SOON)
                .until(() -> state(node.tickets, node).other() == null
                        && state(node.tickets, node).dropped().isEmpty());

        assertThat(node.tickets.kind().present()).containsExactly(2);
        await().atMost(Rig.SOON).until(() -> node.index.kind().present().equals(new TreeSet<>(List.of(2))));
        shown(node, stories);
        assertThat(node.control.drop(node.tickets.kind(), 2)).isInstanceOf(Decision.Refused.class);
        assertThat(node.control.drop(node.tickets.kind(), 7)).isInstanceOf(Decision.Unknown.class);
    }

    @Test
    void whatAnotherReleaseLeftIsDroppedByRequest() throws Exception {
        lives(1).forEach(rig::write);
        TestNode node = node("one", Map.of());
        await().atMost(Rig.SOON).until(() -> following(node));
        rig.database().getCollection("tickets_v1").insertOne(new Document("_id", "x"));
        rig.database().getCollection("timeline_v1_4").insertOne(new Document("_id", "x"));

        assertThat(node.control.status(node.tickets.kind()).ofOtherReleases()).containsExactly("v1", "v1_4");
        var unused = node.control.dropOfOtherRelease(node.tickets.kind(), "v1");

        assertThat(node.control.status(node.tickets.kind()).ofOtherReleases()).containsExactly("v1_4");
        assertThat(node.control.dropOfOtherRelease(node.tickets.kind(), ReadModels.release()))
                .isInstanceOf(Decision.Unknown.class);
    }

    @Test
    void aNodeThatComesLateBuildsWhatIsWantedFirst() throws Exception {
        List<Story> stories = lives(10);
        stories.forEach(rig::write);
        TestNode one = node("one", Map.of());
        shown(one, stories);
        control(one, one.index, SwitchMode.AUTOMATIC);
        await().atMost(Rig.SOON).until(() -> state(one.index, one).serving().number() == 2);

        TestNode late = node("late", Map.of());

        shown(late, stories);
        assertThat(late.index.number()).hasValue(2);
        await().atMost(Rig.SOON).until(() -> one.control.switchTo(one.index.kind(), 1) instanceof Decision.Changed);
        await().atMost(Rig.SOON).until(() -> late.index.number().equals(OptionalInt.of(1)));
        shown(late, stories);
    }

    @Test
    void anIndexThatIsDamagedWhileItIsBuiltIsMadeAgain() throws Exception {
        List<Story> stories = lives(20);
        stories.forEach(rig::write);
        TestNode first = node("one", SLOWLY);
        shown(first, stories);
        control(first, first.index, SwitchMode.MANUAL);
        Path building = folder.resolve("one").resolve("index-2");
        await().atMost(Rig.SOON).until(() -> Files.exists(building) && size(building) > 3);
        first.close();
        nodes.remove(first);
        damage(building);

        TestNode again = node("one", Map.of());

        shown(again, stories);
        assertThat(again.index.number()).hasValue(1);
        await().atMost(Rig.SOON).until(() -> again.control.switchTo(again.index.kind(), 2) instanceof Decision.Changed);
        await().atMost(Rig.SOON).until(() -> again.index.number().equals(OptionalInt.of(2)));
        shown(again, stories);
    }

    @Test
    void whatIsErasedDuringARebuildIsInNeitherGeneration() throws Exception {
        Story secret = Story.of("u-secret").opened("pazguato", "zurriaga");
        rig.writeSealed(secret);
        lives(20).forEach(rig::write);
        TestNode node = node("one", SLOWLY);
        shown(node, List.of(secret));
        rebuild(node, SwitchMode.MANUAL);
        await().atMost(Rig.SOON).until(() -> beside(node).done() > 10);

        rig.writeSealed(
                List.of(secret.ticket(new TicketEvent.PersonalDataErased("u-secret", true, List.of(), Status.NEW))
                        .last()));

        await().atMost(Rig.SOON)
                .until(() -> state(node.tickets, node).other() instanceof Generation other
                        && other.phase() == Generation.Phase.READY);
        await().atMost(Rig.SOON).untilAsserted(() -> {
            for (String collection : rig.database().listCollectionNames()) {
                for (Document document :
                        rig.database().getCollection(collection).find()) {
                    assertThat(document.toJson()).doesNotContain("pazguato", "zurriaga");
                }
            }
        });
        assertThat(documents("tickets", 2)).isEqualTo(documents("tickets", 1));
    }

    @Test
    void aDatabaseThatIsLostUnderARunningNodeIsMadeAgain() throws Exception {
        List<Story> stories = lives(5);
        stories.forEach(rig::write);
        TestNode node = node("one", Map.of());
        shown(node, stories);
        rebuild(node, SwitchMode.AUTOMATIC);
        await().atMost(Rig.SOON).until(() -> node.tickets.number().equals(OptionalInt.of(2)));
        node.close();
        nodes.remove(node);

        rig.dropDatabase();

        shown(node("one", Map.of()), stories);
    }

    private TestNode node(String name, Map<String, String> settings) throws IOException {
        TestNode node = new TestNode(rig, Files.createDirectories(folder.resolve(name)), Guard.ON, settings);
        nodes.add(node);
        return node;
    }

    private static Decision rebuild(TestNode node, SwitchMode mode) throws ReadModelAwayException {
        return control(node, node.tickets, mode);
    }

    private static Decision control(TestNode node, Served<?> served, SwitchMode mode) throws ReadModelAwayException {
        return node.control.rebuild(served.kind(), "root", null, mode);
    }

    private static ProjectionState state(Served<?> served, TestNode node) throws ReadModelAwayException {
        return node.states.read(served.kind().family()).orElseThrow();
    }

    private static ProjectionStatus.OfGeneration beside(TestNode node) throws Exception {
        return node.control.status(node.tickets.kind()).generations().getLast();
    }

    private static boolean following(TestNode node) {
        return node.health.call().getStatus().name().equals("UP");
    }

    private static void shown(TestNode node, List<Story> stories) {
        await().atMost(Rig.SOON).until(() -> following(node));
        await().atMost(Rig.SOON)
                .untilAsserted(() -> stories.forEach(story -> {
                    TicketView expected = fold(story);
                    assertThat(node.tickets.<Object>with(
                                    store -> store.byId(story.ticketId()).orElse(null)))
                            .isEqualTo(expected);
                    assertThat(node.tickets.<Object>with(store ->
                                    store.timeline(story.ticketId(), Progress.NONE, expected.progress(), 1000)))
                            .isNotNull();
                    assertThat(node.index.<Object>with(index -> inIndex(index, story)))
                            .isEqualTo(List.of(expected));
                }));
    }

    private static List<TicketView> inIndex(TicketIndex index, Story story) {
        try {
            return index.byIds(List.of(story.ticketId()));
        } catch (IndexAwayException e) {
            throw new AssertionError(e);
        }
    }

    private static long version(TicketIndex index, Story story) {
        return inIndex(index, story).stream().mapToLong(TicketView::version).sum();
    }

    private Map<String, Document> documents(String kind, int number) {
        Map<String, Document> all = new HashMap<>();
        String release = ReadModels.release();
        rig.database()
                .getCollection(kind + "_" + release + (number == 1 ? "" : "_" + number))
                .find()
                .forEach(document -> all.put(document.getString("_id"), document));
        return all;
    }

    private List<String> groups() throws Exception {
        try (Admin admin = Admin.create(rig.kafka())) {
            return admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(group -> group.startsWith(rig.name()))
                    .toList();
        }
    }

    private static TicketView fold(Story story) {
        TicketView view = TicketView.nothingYet(story.ticketId());
        for (LoggedEvent event : story.told()) {
            view = ((Fold.Applied) TicketFold.evolve(view, event)).view();
        }
        return view;
    }

    private static List<Story> lives(int count) {
        return IntStream.range(0, count).mapToObj(GenerationsTest::life).toList();
    }

    private static Story life(int seed) {
        Story story = Story.of("u-" + seed)
                .opened("subject " + seed, "description")
                .slaStarted(SlaMetric.RESOLUTION, DUE)
                .routed("printers", "ana")
                .assigned("printers", "ana");
        for (int i = 0; i < seed % 5; i++) {
            story.said(Visibility.PUBLIC, AuthorKind.AGENT, "comment " + i);
        }
        return story.resolved("done").closed();
    }

    private static long size(Path index) throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            return files.count();
        }
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

    /** The second generation cannot be made. */
    private record Breaking(Rig rig, NamedProjection<TicketStore> real) implements NamedProjection<TicketStore> {

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public boolean isShared() {
            return real.isShared();
        }

        @Override
        public String family() {
            return real.family();
        }

        @Override
        public List<String> topics() {
            return real.topics();
        }

        @Override
        public String label(int number) {
            return real.label(number);
        }

        @Override
        public TicketStore open(int number) {
            return number == 2 ? new Broken(rig, Configs.of(StoreConfig.class, Map.of())) : real.open(number);
        }

        @Override
        public void close(TicketStore opened) {
            real.close(opened);
        }

        @Override
        public SortedSet<Integer> present() throws ReadModelAwayException {
            return real.present();
        }

        @Override
        public void drop(int number) throws ReadModelAwayException {
            real.drop(number);
        }
    }

    /** A folding that this release got wrong. */
    private static final class Broken extends TicketStore {

        private Broken(Rig rig, StoreConfig config) {
            super(new ReadModels(rig.mongo(), config), config);
        }

        @Override
        public Map<LogPartition, Long> positions(Collection<LogPartition> partitions) {
            return Map.of();
        }

        @Override
        public void apply(List<LoggedEvent> batch, Map<LogPartition, Long> next)
                throws ReadModelAwayException, GapException {
            throw new IllegalStateException("wrong");
        }
    }
}
