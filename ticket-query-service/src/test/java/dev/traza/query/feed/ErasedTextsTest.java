package dev.traza.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.personal.Erasing;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.kit.feed.Feed;
import dev.traza.query.Story;
import dev.traza.query.index.Condition;
import dev.traza.query.index.Filter;
import dev.traza.query.index.IndexAwayException;
import dev.traza.query.index.Measure;
import dev.traza.query.index.Question;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.index.TicketQuery;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people wrote is read with its keys, and is nowhere once it was erased. */
@WithServers
class ErasedTextsTest {

    /** Words of the ticket that is erased, by their beginnings, which is how the index keeps them. */
    private static final List<String> WORDS = List.of(
            "pazguat",
            "zurriaga",
            "cachivac",
            "mequetre",
            "garabat",
            "fulgenc",
            "chirimbo",
            "trapison",
            "lucia",
            "Lucía");

    private static final Map<String, String> AT_ONCE =
            Map.of("traza.query.index.commit-every", "0s", "traza.query.index.purge-after", "0s");

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

    @Test
    void theKeysOfAllThatIsReadAtOnceAreAskedForAtOnce() {
        List<Story> stories = others(10);
        stories.forEach(rig::writeSealed);
        TicketStore store = rig.store(Guard.OFF);

        rig.share(store, Map.of()).following();

        stories.forEach(story -> assertShown(store, story));
        List<Set<UUID>> requests = rig.keys().requests();
        Set<UUID> distinct = new HashSet<>();
        requests.forEach(distinct::addAll);
        assertThat(requests.stream().mapToInt(Set::size).sum()).isEqualTo(distinct.size());
        assertThat(requests).hasSizeLessThan(distinct.size() / 2);
    }

    @Test
    void aFeedWaitsWhileKeysAreAwayAndStoresNothingSealed() {
        TicketStore store = rig.store(Guard.OFF);
        Rig.Running running = rig.share(store, Map.of()).following();
        rig.keys().away(true);
        Story story = secret();

        rig.writeSealed(story);

        await().atMost(Rig.SOON)
                .until(() -> running.feed().state() instanceof Feed.State.Waiting waiting
                        && waiting.because().contains("Texts cannot be opened"));
        assertThat(store.byId(story.ticketId())).isEmpty();
        rig.keys().away(false);
        await().atMost(Rig.SOON).untilAsserted(() -> assertShown(store, story));
        await().atMost(Rig.SOON).until(() -> running.feed().state() instanceof Feed.State.Following);
        assertThat(everything()).doesNotContain("sealed:");
    }

    @Test
    void aKeyThatIsNotKnownYetIsWaitedForAndNothingIsSkipped() {
        List<Story> before = others(3);
        before.forEach(rig::writeSealed);
        TicketStore store = rig.store(Guard.OFF);
        Rig.Running running = rig.share(store, Map.of()).following();
        rig.keys().hide(true);
        Story story = secret();
        rig.writeSealed(story);
        List<Story> after = others(3);
        after.forEach(rig::writeSealed);

        await().atMost(Rig.SOON).until(() -> running.feed().state() instanceof Feed.State.Waiting);
        assertThat(everything()).doesNotContain("[erased]").doesNotContain("sealed:");
        rig.keys().hide(false);

        await().atMost(Rig.SOON).untilAsserted(() -> {
            assertShown(store, story);
            before.forEach(one -> assertShown(store, one));
            after.forEach(one -> assertShown(store, one));
        });
    }

    @Test
    void noWordOfAnErasedTicketIsLeftAndWhatIsCountedStays() throws Exception {
        TicketStore store = rig.store(Guard.OFF);
        rig.share(store, Map.of()).following();
        TicketIndex index = rig.index(state, AT_ONCE);
        rig.takeAll(index).following();
        List<Story> others = others(5);
        others.forEach(rig::writeSealed);
        Story story = secret();
        rig.writeSealed(story);
        List<Story> more = others(5);
        more.forEach(rig::writeSealed);
        await().atMost(Rig.SOON).untilAsserted(() -> assertShown(store, story));
        await().atMost(Rig.SOON)
                .ignoreExceptions() // a first commit may be to come, and files go while they are read
                .untilAsserted(() -> assertThat(wordsIn(state.resolve("index"))).containsAll(WORDS));
        TicketView before = store.byId(story.ticketId()).orElseThrow();

        TicketEvent erased = new TicketEvent.PersonalDataErased("u-secret", true, List.of(), Status.CLOSED);
        rig.writeSealed(List.of(story.ticket(erased).last()));

        await().atMost(Rig.SOON)
                .untilAsserted(() -> assertThat(store.version(story.ticketId())).isEqualTo(story.version()));
        assertThat(WORDS).noneMatch(everything()::contains);
        await().atMost(Rig.SOON)
                .ignoreExceptions() // a first commit may be to come, and files go while they are read
                .untilAsserted(() -> assertThat(wordsIn(state.resolve("index"))).isEmpty());
        assertShown(store, story);
        TicketView after = store.byId(story.ticketId()).orElseThrow();
        assertThat(Objects.requireNonNull(after.ticket()).conversation().publicComments())
                .isEqualTo(
                        Objects.requireNonNull(before.ticket()).conversation().publicComments());
        assertThat(after.ticket().outcome().resolvedAt())
                .isEqualTo(before.ticket().outcome().resolvedAt());
        assertThat(store.timeline(story.ticketId(), Progress.NONE, after.progress(), 100))
                .hasSameSizeAs(story.told());
        assertThat(index.search(query(List.of(Condition.AnyOf.of(Filter.STATUS, "CLOSED")), null))
                        .items())
                .containsExactly(after);
        for (String word : List.of("pazguato", "cachivache", "erased", "Lucía secreta")) {
            assertThat(index.search(query(List.of(), word)).items()).isEmpty();
        }
        others.forEach(other -> assertShown(store, other));
        assertThat(index.search(query(List.of(), null)).items()).hasSize(11);
    }

    @Test
    void whatIsToBeErasedFromTheFilesIsNotForgottenByARestart() throws Exception {
        TicketIndex index =
                rig.index(state, Map.of("traza.query.index.commit-every", "0s", "traza.query.index.purge-after", "1h"));
        Rig.Running running = rig.takeAll(index).following();
        others(5).forEach(rig::writeSealed);
        Story story = secret();
        rig.writeSealed(story);
        await().atMost(Rig.SOON)
                .ignoreExceptions() // a first commit may be to come, and files go while they are read
                .untilAsserted(() -> assertThat(wordsIn(state.resolve("index"))).containsAll(WORDS));
        rig.writeSealed(
                List.of(story.ticket(new TicketEvent.PersonalDataErased("u-secret", true, List.of(), Status.CLOSED))
                        .last()));
        await().atMost(Rig.SOON).untilAsserted(() -> assertThat(
                        index.search(query(List.of(), "pazguato")).items())
                .isEmpty());
        running.stop();
        index.close();

        rig.takeAll(rig.index(state, AT_ONCE)).following();

        await().atMost(Rig.SOON)
                .ignoreExceptions() // a first commit may be to come, and files go while they are read
                .untilAsserted(() -> assertThat(wordsIn(state.resolve("index"))).isEmpty());
    }

    @Test
    void aRebuildAfterErasuresGivesWhatTheLiveViewsAre() throws Exception {
        TicketStore store = rig.store(Guard.OFF);
        Rig.Running running = rig.share(store, Map.of()).following();
        TicketIndex index = rig.index(state.resolve("live"));
        rig.takeAll(index).following();
        List<Story> stories = erasedInSeveralWays();
        await().atMost(Rig.SOON).untilAsserted(() -> stories.forEach(story -> assertShown(store, story)));
        await().atMost(Rig.SOON).untilAsserted(() -> assertThat(
                        index.search(query(List.of(), null)).items())
                .containsExactlyElementsOf(
                        stories.stream().map(ErasedTextsTest::fold).toList()));
        List<List<LoggedEvent>> live =
                stories.stream().map(story -> timeline(store, story)).toList();
        running.stop();
        rig.dropDatabase();

        rig.share(store, Map.of()).following();
        TicketIndex rebuilt = rig.index(state.resolve("rebuilt"));
        rig.takeAll(rebuilt).following();

        stories.forEach(story -> assertShown(store, story));
        assertThat(stories.stream().map(story -> timeline(store, story)).toList())
                .isEqualTo(live);
        assertThat(rebuilt.search(query(List.of(), null)).items())
                .isEqualTo(index.search(query(List.of(), null)).items());
        for (String word : List.of("pazguato", "cachivache", "mequetrefe", "trapisonda", "erased", "Lucía")) {
            assertThat(ids(rebuilt, word)).isEqualTo(ids(index, word));
        }
        assertThat(ids(index, "cachivache")).hasSize(2);
    }

    @Test
    void anErasureThatIsReadTwiceAndAfterARestartLeavesTheSame() throws Exception {
        Story story = secret();
        rig.writeSealed(story);
        TicketStore store = rig.store(Guard.OFF);
        rig.share(store, Map.of()).following().stop();
        LoggedEvent erasure = story.ticket(
                        new TicketEvent.PersonalDataErased("u-secret", true, List.of(), Status.CLOSED))
                .last();
        rig.writeSealed(List.of(erasure));
        rig.writeSealed(List.of(erasure));

        Rig.Running running = rig.share(store, Map.of()).following();
        assertShown(store, story);
        rig.writeSealed(List.of(erasure));
        rig.writeSealed(
                List.of(story.ticket(new TicketEvent.PersonalDataErased("u-secret", true, List.of(), Status.CLOSED))
                        .last()));

        await().atMost(Rig.SOON).untilAsserted(() -> assertShown(store, story));
        assertThat(WORDS).noneMatch(everything()::contains);
        assertThat(running.feed().state()).isInstanceOf(Feed.State.Following.class);
    }

    /** Events of before there were keys stand on the log in the clear for ever; here they are erased like all others. */
    @Test
    void whatStandsInTheClearOnTheLogIsErasedToo() {
        Story story = secret();
        rig.write(story);
        rig.write(List.of(story.ticket(new TicketEvent.PersonalDataErased("u-secret", true, List.of(), Status.CLOSED))
                .last()));
        TicketStore store = rig.store(Guard.OFF);

        rig.share(store, Map.of()).following();

        assertShown(store, story);
        assertThat(WORDS).noneMatch(everything()::contains);
    }

    private List<Story> erasedInSeveralWays() {
        Story whole = secret();
        Story untouched = secret();
        Story one = secret();
        Story person = secret();
        List<Story> stories = List.of(whole, untouched, one, person);
        stories.forEach(rig::writeSealed);
        rig.writeSealed(List.of(
                whole.ticket(new TicketEvent.PersonalDataErased("u-secret", true, List.of(), Status.CLOSED))
                        .last(),
                whole.said(Visibility.PUBLIC, AuthorKind.AGENT, "mequetrefe, later")
                        .last(),
                one.ticket(new TicketEvent.CommentRedacted(comment(one, "cachivache"), "why", Status.CLOSED))
                        .last(),
                person.ticket(new TicketEvent.PersonalDataErased(
                                "u-31", false, List.of(comment(person, "trapisonda")), Status.CLOSED))
                        .last()));
        return stories;
    }

    private static UUID comment(Story story, String body) {
        return story.told().stream()
                .map(event -> event.envelope().event())
                .filter(TicketEvent.CommentAdded.class::isInstance)
                .map(TicketEvent.CommentAdded.class::cast)
                .filter(comment -> comment.body().contains(body))
                .map(TicketEvent.CommentAdded::commentId)
                .findFirst()
                .orElseThrow();
    }

    private static Story secret() {
        return Story.of("u-secret")
                .opened("pazguato", "zurriagazo")
                .slaStarted(SlaMetric.RESOLUTION, Instant.parse("2026-03-02T11:00:00Z"))
                .routed("printers", "ana")
                .assigned("printers", "ana")
                .said(Visibility.PUBLIC, AuthorKind.REQUESTER, "cachivache")
                .said(Visibility.INTERNAL, AuthorKind.AGENT, "mequetrefe")
                .attached(
                        Visibility.PUBLIC,
                        AuthorKind.REQUESTER,
                        new Attachment(Ids.next(), "0".repeat(64), "garabato.pdf", "application/pdf", 3))
                .ticket(new TicketEvent.ParticipantAdded(
                        new Participant("u-31", "fulgencio", "fulgencio@example.org", "es"), Status.OPEN))
                .ticket(new TicketEvent.CommentAdded(
                        Ids.next(),
                        "trapisonda",
                        Visibility.PUBLIC,
                        AuthorKind.REQUESTER,
                        "u-31",
                        Channel.PORTAL,
                        null,
                        Status.OPEN))
                .ticket(new TicketEvent.ApprovalRequested(
                        Ids.next(),
                        "chirimbolos?",
                        List.of(new Approver("u-31", "fulgencio", null, null)),
                        1,
                        null,
                        Status.ON_HOLD))
                .resolved("chirimbolo")
                .slaMet(SlaMetric.RESOLUTION, true)
                .closed();
    }

    private static List<Story> others(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Story.of("u-" + i)
                        .ticket(opening(i))
                        .said(Visibility.PUBLIC, AuthorKind.AGENT, "comment " + i)
                        .said(Visibility.INTERNAL, AuthorKind.AGENT, "note " + i))
                .toList();
    }

    /** Without the name that all stories have. */
    private static TicketEvent opening(int i) {
        Story named = Story.of("u-" + i).opened("subject " + i, "description " + i);
        TicketEvent.TicketOpened opened =
                (TicketEvent.TicketOpened) named.last().envelope().event();
        return new TicketEvent.TicketOpened(
                opened.number(),
                opened.type(),
                opened.channel(),
                new Requester("u-" + i, "Marta", null, null, null, "es", false),
                opened.subject(),
                opened.description(),
                opened.category(),
                opened.impact(),
                opened.urgency(),
                opened.priority(),
                opened.level(),
                opened.tags(),
                opened.customFields(),
                null,
                Status.NEW);
    }

    private static void assertShown(TicketStore store, Story story) {
        assertThat(store.byId(story.ticketId())).contains(fold(story));
    }

    /** The view as it is made by somebody who reads the log now. */
    private static TicketView fold(Story story) {
        List<LoggedEvent> events = new ArrayList<>(story.told());
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).envelope().event() instanceof Erasing erasing) {
                events.subList(0, i)
                        .replaceAll(earlier ->
                                earlier instanceof LoggedEvent.OfTicket ofTicket ? ofTicket.after(erasing) : earlier);
            }
        }
        TicketView view = TicketView.nothingYet(story.ticketId());
        for (LoggedEvent event : events) {
            view = ((Fold.Applied) TicketFold.evolve(view, event)).view();
        }
        return view;
    }

    private static List<LoggedEvent> timeline(TicketStore store, Story story) {
        return store.timeline(story.ticketId(), Progress.NONE, fold(story).progress(), 1000);
    }

    private static List<UUID> ids(TicketIndex index, String words) throws IndexAwayException {
        return index.search(query(List.of(), words)).items().stream()
                .map(TicketView::ticketId)
                .toList();
    }

    private static TicketQuery query(List<Condition> conditions, @Nullable String words) {
        return new TicketQuery(
                new Question(conditions, words, null, true),
                List.of(new TicketQuery.SortKey.ByMeasure(Measure.NUMBER, false)),
                100,
                null,
                List.of());
    }

    private String everything() {
        StringBuilder all = new StringBuilder();
        for (String collection : rig.database().listCollectionNames()) {
            rig.database().getCollection(collection).find().forEach(document -> all.append(document.toJson())
                    .append('\n'));
        }
        return all.toString();
    }

    /** Which of the words are in the files of an index: in its terms, and in its documents, also those replaced. */
    private static Collection<String> wordsIn(Path index) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Directory directory = FSDirectory.open(index);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                found.addAll(wordsIn(leaf.reader()));
            }
        }
        return found;
    }

    private static Set<String> wordsIn(LeafReader leaf) throws IOException {
        Set<String> found = new TreeSet<>();
        for (int document = 0; document < leaf.maxDoc(); document++) {
            for (var field : leaf.storedFields().document(document).getFields()) {
                BytesRef bytes = field.binaryValue();
                found.addAll(wordsIn(bytes == null ? String.valueOf(field.stringValue()) : bytes.utf8ToString()));
            }
        }
        for (FieldInfo field : leaf.getFieldInfos()) {
            Terms terms = leaf.terms(field.name);
            if (terms != null) {
                TermsEnum all = terms.iterator();
                for (BytesRef term = all.next(); term != null; term = all.next()) {
                    found.addAll(wordsIn(new String(
                            Arrays.copyOfRange(term.bytes, term.offset, term.offset + term.length),
                            StandardCharsets.UTF_8)));
                }
            }
        }
        return found;
    }

    private static List<String> wordsIn(String text) {
        return WORDS.stream().filter(text::contains).toList();
    }
}
