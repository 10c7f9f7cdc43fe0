package dev.traza.query.api.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.query.Story;
import dev.traza.query.TestLog;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever follows a list shows what the list shows, however often they are cut off. */
@QuarkusTest
@TestProfile(FollowingListsTest.Quick.class)
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
class FollowingListsTest {

    private TestLog log;

    /** Small limits, so that they are met. */
    public static final class Quick implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "traza.query.live.heartbeat", "300ms",
                    "traza.query.live.remembered", "64",
                    "traza.query.live.longest-list", "40",
                    "traza.query.live.list-again-every", "1s");
        }
    }

    @BeforeEach
    void open() {
        log = new TestLog(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void ticketsComeChangeAndLeave() {
        String tag = tag();
        try (SseReader reader = SseReader.open(stream(tag), agent(), (String) null)) {
            Story other = Story.of("u-17").opened("a", "b");
            Story story = Story.of("u-17").opened("a", "b", Priority.NORMAL, List.of(tag));
            log.write(other);
            log.write(story);

            SseReader.Event entered = reader.next();
            assertThat(entered.name()).isEqualTo("entered");
            assertThat(entered.data().path("ticket").path("number").asText()).isEqualTo(story.number());
            assertThat(entered.data().path("consistencyToken").asText()).isNotBlank();

            more(story.prioritized(Priority.HIGH));
            SseReader.Event changed = reader.next();
            assertThat(changed.name()).isEqualTo("changed");
            assertThat(changed.data().path("ticket").path("priority").asText()).isEqualTo("HIGH");

            more(story.ticket(new TicketEvent.TicketUntagged(List.of(tag), Status.OPEN)));
            SseReader.Event left = reader.next();
            assertThat(left.name()).isEqualTo("left");
            assertThat(left.data().path("ticketId").asText())
                    .isEqualTo(story.ticketId().toString());

            more(story.prioritized(Priority.LOW));
            more(story.ticket(new TicketEvent.TicketTagged(List.of(tag), Status.OPEN)));
            assertThat(reader.next().name()).isEqualTo("entered");
        }
    }

    @Test
    void afterAHundredCutsAReaderShowsWhatTheListShows() {
        String tag = tag();
        Random random = new Random(21);
        List<Story> stories = new ArrayList<>();
        Map<String, Long> shown = new HashMap<>();
        String lastId = get(agent(), list(tag)).then().statusCode(200).extract().header("Live-Cursor");
        for (int cut = 0; cut < 100; cut++) {
            change(random, stories, tag);
            try (SseReader reader = SseReader.open(stream(tag), agent(), lastId)) {
                lastId = take(reader, shown, random.nextInt(5), lastId);
            }
        }
        for (Story story : stories) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> get(agent(), "/api/v1/tickets/" + story.ticketId())
                            .then()
                            .body("version", equalTo((int) story.version())));
        }
        try (SseReader reader = SseReader.open(stream(tag), agent(), lastId)) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                while (reader.waiting() > 0) {
                    show(reader.next(), shown);
                }
                assertThat(shown).isEqualTo(listed(tag));
            });
        }
        assertThat(shown).isNotEmpty();
    }

    @Test
    void whatHappensBetweenReadingTheListAndFollowingItIsTold() {
        String tag = tag();
        Story leaves = seen(Story.of("u-17").opened("a", "b", Priority.NORMAL, List.of(tag)));
        Story stays = seen(Story.of("u-17").opened("a", "b", Priority.NORMAL, List.of(tag)));
        String cursor = get(agent(), list(tag)).then().extract().header("Live-Cursor");

        seen(more(leaves.ticket(new TicketEvent.TicketUntagged(List.of(tag), Status.OPEN))));
        seen(more(stays.prioritized(Priority.CRITICAL)));

        Map<String, String> told = new HashMap<>();
        try (SseReader reader = SseReader.open(stream(tag), agent(), cursor)) {
            while (!told.containsKey(leaves.number()) || !told.containsKey(stays.number())) {
                SseReader.Event event = reader.next();
                String id = event.name().equals("left")
                        ? event.data().path("ticketId").asText()
                        : event.data().path("ticket").path("ticketId").asText();
                told.put(
                        id.equals(leaves.ticketId().toString())
                                ? leaves.number()
                                : id.equals(stays.ticketId().toString()) ? stays.number() : id,
                        event.name());
            }
        }
        assertThat(told).containsEntry(leaves.number(), "left").containsEntry(stays.number(), "changed");
    }

    @Test
    void whatTimeAloneBringsInIsToldSoon() {
        String tag = tag();
        try (SseReader reader = SseReader.open(URI.create(stream(tag) + "&createdTo=now-1m"), agent(), (String) null)) {
            Story story =
                    Story.at("u-17", Instant.now().minusSeconds(52)).opened("a", "b", Priority.NORMAL, List.of(tag));
            log.write(story);

            SseReader.Event entered = reader.next();

            assertThat(entered.name()).isEqualTo("entered");
            assertThat(entered.data().path("ticket").path("number").asText()).isEqualTo(story.number());
        }
    }

    @Test
    void aRequesterFollowsTheirOwnAndIsToldWhenTheyMaySeeOneNoMore() {
        String tag = tag();
        Story mine = Story.of("u-follow").opened("a", "b", Priority.NORMAL, List.of(tag));
        Story others = Story.of("u-17")
                .opened("a", "b", Priority.NORMAL, List.of(tag))
                .ticket(new TicketEvent.ParticipantAdded(new Participant("u-follow", null, null, null), Status.OPEN));
        Story foreign = Story.of("u-17").opened("a", "b", Priority.NORMAL, List.of(tag));
        seen(mine);
        seen(others);
        seen(foreign);
        String token = Tokens.mint(Role.REQUESTER, "u-follow");
        String cursor = get(token, list(tag)).then().extract().header("Live-Cursor");
        assertThat(get(token, list(tag)).jsonPath().getList("items")).hasSize(2);

        // while they are away
        seen(more(others.ticket(new TicketEvent.ParticipantRemoved("u-follow", Status.OPEN))));
        seen(more(foreign.prioritized(Priority.HIGH)));
        seen(more(mine.prioritized(Priority.HIGH)));

        Map<String, String> told = new HashMap<>();
        try (SseReader reader = SseReader.open(stream(tag), token, cursor)) {
            while (told.size() < 2) {
                SseReader.Event event = reader.next();
                String id = event.name().equals("left")
                        ? event.data().path("ticketId").asText()
                        : event.data().path("ticket").path("ticketId").asText();
                told.put(id, event.name());
                assertThat(event.data().toString()).doesNotContain("the director's printer");
            }
            more(foreign.prioritized(Priority.LOW));
            more(mine.prioritized(Priority.LOW));
            assertThat(reader.next().data().path("ticket").path("number").asText())
                    .isEqualTo(mine.number());
        }
        assertThat(told)
                .containsEntry(others.ticketId().toString(), "left")
                .containsEntry(mine.ticketId().toString(), "changed");
    }

    @Test
    void whatCannotBeFollowedIsRefused() {
        String tag = tag();
        List<Story> many = new ArrayList<>();
        for (int i = 0; i < 41; i++) {
            many.add(Story.of("u-17").opened("a", "b", Priority.NORMAL, List.of(tag)));
            log.write(many.getLast());
        }
        many.forEach(this::seen);

        refused(stream(tag).toString(), 422);
        refused("/api/v1/tickets/stream?status=SLEEPING", 400);
        refused("/api/v1/tickets/stream?nonsense=1", 400);
        refused("/api/v1/tickets/stream?tag=x&cursor=AAAA", 400);
        given().get("/api/v1/tickets/stream?tag=x").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.mint(Role.REQUESTER, "u-17"))
                .get("/api/v1/tickets/stream?cursor=x")
                .then()
                .statusCode(400);
    }

    private void change(Random random, List<Story> stories, String tag) {
        for (int i = random.nextInt(4); i > 0; i--) {
            if (stories.size() < 5 || (stories.size() < 30 && random.nextInt(5) == 0)) {
                stories.add(Story.of("u-17").opened("a", "b", Priority.NORMAL, List.of(tag)));
                log.write(stories.getLast());
                continue;
            }
            Story story = stories.get(random.nextInt(stories.size()));
            more(
                    switch (random.nextInt(3)) {
                        case 0 -> story.prioritized(Priority.HIGH);
                        case 1 -> story.ticket(new TicketEvent.TicketUntagged(List.of(tag), Status.OPEN));
                        default -> story.ticket(new TicketEvent.TicketTagged(List.of(tag), Status.OPEN));
                    });
        }
    }

    /** Takes some events, as long as there are any, and says where it goes on. */
    private static String take(SseReader reader, Map<String, Long> shown, int most, String from) {
        String lastId = from;
        long until = System.nanoTime() + Duration.ofMillis(300).toNanos();
        for (int i = 0; i < most && System.nanoTime() < until; ) {
            if (reader.waiting() == 0) {
                Thread.onSpinWait();
                continue;
            }
            SseReader.Event event = reader.next();
            show(event, shown);
            lastId = String.valueOf(event.id());
            i++;
        }
        return lastId;
    }

    private static void show(SseReader.Event event, Map<String, Long> shown) {
        switch (event.name()) {
            case "entered", "changed" ->
                shown.put(
                        event.data().path("ticket").path("ticketId").asText(),
                        event.data().path("ticket").path("version").asLong());
            case "left" -> shown.remove(event.data().path("ticketId").asText());
            default -> throw new AssertionError(event.toString());
        }
    }

    private static Map<String, Long> listed(String tag) {
        Map<String, Long> listed = new HashMap<>();
        var page = get(agent(), list(tag) + "&limit=100").jsonPath();
        List<String> ids = page.getList("items.ticketId");
        List<Integer> versions = page.getList("items.version");
        for (int i = 0; i < ids.size(); i++) {
            listed.put(ids.get(i), versions.get(i).longValue());
        }
        return listed;
    }

    /** Writes the story's last event. */
    private Story more(Story story) {
        log.write(List.of(story.last()));
        return story;
    }

    private Story seen(Story story) {
        if (story.told().size() == story.version()
                && get(agent(), "/api/v1/tickets/" + story.ticketId()).statusCode() == 404) {
            log.write(story);
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            get(agent(), "/api/v1/tickets/" + story.ticketId())
                    .then()
                    .statusCode(200)
                    .body("version", equalTo((int) story.version()));
            get(agent(), "/api/v1/tickets?q=" + story.number()).then().body("items[0].version", equalTo((int)
                    story.version()));
        });
        return story;
    }

    private static void refused(String path, int status) {
        URI uri = path.startsWith("http") ? URI.create(path) : uri(path);
        try (SseReader reader = SseReader.open(uri, agent(), (@Nullable String) null)) {
            assertThat(reader.status()).as(path).isEqualTo(status);
            assertThat(reader.header("Content-Type")).startsWith("application/problem+json");
        }
    }

    private static String tag() {
        return "t" + Long.toString(System.nanoTime(), 36);
    }

    private static String list(String tag) {
        return "/api/v1/tickets?tag=" + tag;
    }

    private static URI stream(String tag) {
        return uri("/api/v1/tickets/stream?tag=" + tag);
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + RestAssured.port + path);
    }

    private static Response get(String token, String path) {
        return given().auth().oauth2(token).get(path);
    }

    private static String agent() {
        return Tokens.mint(Role.AGENT, "ana");
    }
}
