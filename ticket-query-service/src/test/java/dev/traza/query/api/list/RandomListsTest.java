package dev.traza.query.api.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.Role;
import dev.traza.kit.problem.ProblemException;
import dev.traza.query.Configs;
import dev.traza.query.Lives;
import dev.traza.query.Story;
import dev.traza.query.api.ApiConfig;
import dev.traza.query.api.Cursors;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.ticket.Merged;
import dev.traza.query.api.ticket.TicketAnswer;
import dev.traza.query.index.Facet;
import dev.traza.query.index.Filter;
import dev.traza.query.index.IndexConfig;
import dev.traza.query.index.Measure;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.index.TicketPage;
import dev.traza.query.index.TicketQuery;
import dev.traza.query.index.Walk;
import dev.traza.query.node.StateConfig;
import dev.traza.query.view.Fold;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.TicketFold;
import dev.traza.query.view.TicketView;
import dev.traza.stack.test.list.PlainLists;
import dev.traza.stack.test.list.RandomQuestions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the index answers is what one finds by looking at each ticket. */
class RandomListsTest {

    private static final Instant NOW = Instant.parse("2026-03-29T09:30:00.250Z"); // a day of 23 hours in Madrid
    private static final Set<String> MY_TEAMS = Set.of("printers", "network");
    private static final int TICKETS = 300;

    private final ApiConfig config = Configs.of(ApiConfig.class, Map.of());
    private final Random random = new Random(4711);
    private final Lives lives = new Lives(random, NOW.minus(Duration.ofDays(60)), Duration.ofDays(60));
    private final List<Story> stories = new ArrayList<>();
    private TicketIndex index;

    @BeforeEach
    void tellOfTickets(@TempDir Path state) throws Exception {
        index = new TicketIndex(
                Configs.of(StateConfig.class, Map.of("traza.state.dir", state.toString())),
                Configs.of(IndexConfig.class, Map.of("traza.query.index.most-facet-values", "1000")));
        assertThat(index.positions(List.of())).isEmpty();
        for (int i = 0; i < TICKETS; i++) {
            stories.add(lives.next());
        }
        for (Story story : stories) {
            index.apply(story.told(), Map.of());
        }
    }

    @AfterEach
    void close() {
        index.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana", "eva"})
    void staffFindWhatTheyAskFor(String agent) throws Exception {
        askByChance(Actor.user(agent, Set.of(Role.AGENT)), 1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"u-1", "u-2"})
    void requestersFindWhatTheyAskForAmongTheirOwn(String requester) throws Exception {
        askByChance(Actor.user(requester, Set.of(Role.REQUESTER)), 500);
    }

    private void askByChance(Actor actor, int times) throws Exception {
        Viewer viewer = new Viewer(actor);
        List<JsonNode> tickets = shown(viewer);
        PlainLists plain = new PlainLists(tickets, actor.subject(), MY_TEAMS, viewer.seesAll(), NOW);
        RandomQuestions questions = new RandomQuestions(random, tickets, Lives.FIELDS, viewer.seesAll());
        int found = 0;
        for (int i = 0; i < times; i++) {
            Map<String, List<String>> asked = questions.next();
            String text = RandomQuestions.text(asked);
            List<String> expected = plain.answer(asked);
            assertThat(inPages(asked, viewer, 1 + random.nextInt(100))).as(text).isEqualTo(expected);
            assertThat(whole(asked, viewer)).as(text).isEqualTo(expected);
            for (String facet : questions.facets()) {
                assertThat(counted(asked, facet, viewer))
                        .as("%s by %s", text, facet)
                        .isEqualTo(plain.facet(asked, facet));
            }
            found += expected.isEmpty() ? 0 : 1;
        }
        assertThat(found).as("questions with an answer").isGreaterThan(times / 3);
    }

    @Test
    void whatOnlyStaffKnowIsRefusedToRequestersWhereverTheyAskForIt() {
        Viewer requester = new Viewer(Actor.user("u-1", Set.of(Role.REQUESTER)));
        List<Map<String, List<String>>> questions = new ArrayList<>();
        Stream.of(Filter.values()).filter(Filter::isForStaff).forEach(filter -> {
            questions.add(Map.of(filter.parameter(), List.of("none")));
            questions.add(Map.of("not." + filter.parameter(), List.of("none")));
            if (filter.isFacet()) {
                questions.add(Map.of("facets", List.of(filter.parameter())));
            }
        });
        Stream.of(Measure.values()).filter(Measure::isForStaff).forEach(measure -> {
            questions.add(Map.of("sort", List.of("-" + measure.parameter())));
            Conditions.rangeNames(measure).forEach(name -> questions.add(Map.of(name, List.of("1"))));
        });

        assertThat(questions).hasSizeGreaterThan(20);
        for (Map<String, List<String>> question : questions) {
            ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read(question, requester));
            assertThat(refused).as("%s", question).isNotNull();
            assertThat(refused.problem().status()).as("%s", question).isEqualTo(403);
        }
    }

    @Test
    void tellsARequesterNothingOfOtherApproversAndOfFilesThatAreNotForThem() throws Exception {
        Viewer requester = new Viewer(Actor.user("u-1", Set.of(Role.REQUESTER)));

        assertThat(whole(Map.of("approver", List.of("eva")), requester)).isEmpty();
        for (String id : whole(Map.of("hasAttachments", List.of("true")), requester)) {
            assertThat(shown(requester).stream()
                            .filter(ticket -> ticket.path("ticketId").asText().equals(id))
                            .findFirst()
                            .orElseThrow()
                            .path("attachments"))
                    .isNotEmpty();
        }
    }

    @Test
    void aWalkThroughPagesShowsEveryTicketThatDidNotChangeOnceWhateverHappensToTheOthers() throws Exception {
        Viewer agent = new Viewer(Actor.user("ana", Set.of(Role.AGENT)));
        for (String sort : List.of("-updatedAt", "priority,-reopenCount", "-dueAt,status", "number")) {
            List<String> all = whole(Map.of(), agent);
            Set<String> changed = new HashSet<>();
            List<String> seen = new ArrayList<>();
            Map<String, List<String>> asked = new LinkedHashMap<>(Map.of("sort", List.of(sort)));
            asked.put("limit", List.of("7"));
            String cursor;
            do {
                ListParameters parameters = read(asked, agent);
                TicketPage page = index.search(parameters.query());
                page.items().forEach(view -> seen.add(view.ticketId().toString()));
                cursor = page.next() == null
                        ? null
                        : Cursors.of(new Cursors.Place(parameters.now(), page.next()), parameters.identity());
                if (cursor != null) {
                    asked.put("cursor", List.of(cursor));
                }
                for (int i = 0; i < 3; i++) {
                    Story story = stories.get(random.nextInt(stories.size()));
                    int before = story.told().size();
                    lives.happen(story);
                    index.apply(story.told().subList(before, story.told().size()), Map.of());
                    changed.add(story.ticketId().toString());
                }
                Story newcomer = lives.next();
                stories.add(newcomer);
                index.apply(newcomer.told(), Map.of());
            } while (cursor != null);

            List<String> unchanged =
                    all.stream().filter(id -> !changed.contains(id)).toList();
            assertThat(unchanged).hasSizeGreaterThan(30);
            assertThat(seen.stream().filter(unchanged::contains).toList())
                    .as(sort)
                    .containsExactlyInAnyOrderElementsOf(unchanged);
        }
    }

    @Test
    void nowStaysTheSameFromPageToPage() {
        Viewer agent = new Viewer(Actor.user("ana", Set.of(Role.AGENT)));
        Map<String, List<String>> asked = new HashMap<>(Map.of("createdFrom", List.of("now-7d")));
        ListParameters first = read(asked, agent);

        asked.put(
                "cursor",
                List.of(Cursors.of(
                        new Cursors.Place(
                                first.now(),
                                new TicketQuery.Position(
                                        List.of(5L), stories.getFirst().ticketId())),
                        first.identity())));
        ListParameters second =
                ListParameters.read(asked, new Asker(agent, NOW.plus(Duration.ofHours(1)), () -> MY_TEAMS), config);

        assertThat(second.now()).isEqualTo(NOW);
        assertThat(second.query().question()).isEqualTo(first.query().question());
    }

    private List<String> inPages(Map<String, List<String>> question, Viewer viewer, int limit) throws Exception {
        Map<String, List<String>> asked = new LinkedHashMap<>(question);
        asked.put("limit", List.of(Integer.toString(limit)));
        List<String> seen = new ArrayList<>();
        while (true) {
            ListParameters parameters = read(asked, viewer);
            TicketPage page = index.search(parameters.query());
            page.items().forEach(view -> seen.add(view.ticketId().toString()));
            if (page.next() == null) {
                return seen;
            }
            asked.put(
                    "cursor",
                    List.of(Cursors.of(new Cursors.Place(parameters.now(), page.next()), parameters.identity())));
        }
    }

    private List<String> whole(Map<String, List<String>> question, Viewer viewer) throws Exception {
        ListParameters parameters = read(question, viewer);
        List<String> seen = new ArrayList<>();
        try (Walk walk =
                index.walk(parameters.query().question(), parameters.query().sort())) {
            int count = walk.count();
            for (List<TicketView> next = walk.next(40); !next.isEmpty(); next = walk.next(40)) {
                next.forEach(view -> seen.add(view.ticketId().toString()));
            }
            assertThat(count).isEqualTo(seen.size());
        }
        return seen;
    }

    private Map<String, Integer> counted(Map<String, List<String>> question, String name, Viewer viewer)
            throws Exception {
        Map<String, List<String>> asked = new LinkedHashMap<>(question);
        asked.put("facets", List.of(name));
        Facet facet = index.search(read(asked, viewer).query()).facets().getFirst();
        Map<String, Integer> counts = new TreeMap<>();
        facet.values().forEach(value -> counts.put(value.value(), value.count()));
        if (facet.absent() > 0) {
            counts.put("none", facet.absent());
        }
        assertThat(facet.more()).isZero();
        assertThat(facet.values()).isSortedAccordingTo((one, other) -> Integer.compare(other.count(), one.count()));
        return counts;
    }

    private ListParameters read(Map<String, List<String>> asked, Viewer viewer) {
        return ListParameters.read(asked, new Asker(viewer, NOW, () -> MY_TEAMS), config);
    }

    private List<JsonNode> shown(Viewer viewer) {
        return stories.stream()
                .map(RandomListsTest::fold)
                .filter(viewer::maySee)
                .map(view -> TicketAnswer.of(new Merged(view, List.of()), viewer))
                .<JsonNode>map(ContractJson.mapper()::valueToTree)
                .toList();
    }

    private static TicketView fold(Story story) {
        TicketView view = TicketView.nothingYet(story.ticketId());
        for (LoggedEvent event : story.told()) {
            view = ((Fold.Applied) TicketFold.evolve(view, event)).view();
        }
        return view;
    }
}
