package dev.traza.query.api.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.query.Story;
import dev.traza.query.TestLog;
import dev.traza.query.api.Cursors;
import dev.traza.query.live.Places;
import dev.traza.query.view.Source;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import dev.traza.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens is told as it happens, to those who may know, once each, however often they are cut off. */
@QuarkusTest
@TestProfile(StreamingTest.Quick.class)
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
class StreamingTest {

    private static final String ALL = "/api/v1/stream";

    private TestLog log;

    /** Small limits, so that they are met. */
    public static final class Quick implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "traza.query.live.heartbeat", "300ms",
                    "traza.query.live.max-streams-per-person", "3",
                    "traza.query.live.remembered", "64",
                    "traza.query.live.longest-queue", "64",
                    "traza.query.live.longest-replay", "5000",
                    "traza.query.live.longest-write", "4s",
                    "traza.query.live.present-for", "2s",
                    "traza.query.live.presence-per-minute", "30");
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
    void aStreamThatIsCutAHundredTimesTellsEverythingOnceAndInOrder() {
        Random random = new Random(11);
        List<Story> stories = new ArrayList<>();
        Told told = new Told();
        String lastId = begin(ALL, agent("cut"));
        for (int cut = 0; cut < 100; cut++) {
            write(random, stories, told);
            try (SseReader reader = SseReader.open(uri(ALL), agent("cut"), lastId)) {
                int wanted = random.nextInt(25);
                for (int i = 0; i < wanted && told.ofStories(stories) < count(stories); i++) {
                    told.take(reader.next());
                }
                lastId = told.lastId == null ? String.valueOf(reader.lastId()) : told.lastId;
            }
        }
        try (SseReader reader = SseReader.open(uri(ALL), agent("cut"), lastId)) {
            while (told.ofStories(stories) < count(stories)) {
                told.take(reader.next());
            }
        }

        told.mustBeAllOf(stories);
    }

    @Test
    void aTicketsStreamThatIsCutAHundredTimesTellsEverythingOnceAndInOrder() {
        Random random = new Random(12);
        Story story = shown(Story.of("u-17").opened("a", "b"));
        String path = "/api/v1/tickets/" + story.number() + "/stream";
        Told told = new Told();
        String lastId = begin(path, agent("cut-one"));
        told.had(story);
        for (int cut = 0; cut < 100; cut++) {
            int before = story.told().size();
            live(random, story, random.nextInt(4));
            log.write(story.told().subList(before, story.told().size()));
            try (SseReader reader = SseReader.open(uri(path), agent("cut-one"), lastId)) {
                int wanted = random.nextInt(6);
                for (int i = 0; i < wanted && told.of(story) < story.told().size(); i++) {
                    told.take(reader.next());
                }
                lastId = told.lastId == null ? String.valueOf(reader.lastId()) : told.lastId;
            }
        }
        try (SseReader reader = SseReader.open(uri(path), agent("cut-one"), lastId)) {
            while (told.of(story) < story.told().size()) {
                told.take(reader.next());
            }
        }

        told.mustBeAllOf(List.of(story));
    }

    @Test
    void whoReadsAfterAnEventSeesIt() {
        try (SseReader reader = SseReader.open(uri(ALL), agent("reads"), (String) null)) {
            for (int i = 0; i < 30; i++) {
                Story story = Story.of("u-17").opened("try " + i, "b").prioritized(Priority.HIGH);
                log.write(story);
                List<SseReader.Event> events = reader.until(event -> is(event, story, Source.TICKET, 2));

                get(agent("reads"), "/api/v1/tickets/" + story.ticketId())
                        .then()
                        .statusCode(200)
                        .body("version", equalTo(2));
                get(agent("reads"), "/api/v1/tickets?q=" + story.number())
                        .then()
                        .body("items.version", contains(2));
                assertThat(events.getLast().data().path("consistencyToken").asText())
                        .isNotBlank();
            }
        }
    }

    @Test
    void aRequesterIsToldOfTheirOwnTicketsWithoutWhatStaffSayInside() {
        try (SseReader theirs = SseReader.open(uri(ALL), requester("u-mine"), (String) null);
                SseReader staff = SseReader.open(uri(ALL), agent("watcher"), (String) null)) {
            Story others = Story.of("u-others").opened("not theirs", "b");
            Story mine = Story.of("u-mine")
                    .opened("theirs", "b")
                    .routed("printers", "ana")
                    .slaStarted(SlaMetric.RESOLUTION, Instant.parse("2026-03-02T11:00:00Z"))
                    .said(Visibility.INTERNAL, AuthorKind.AGENT, "zarandaja")
                    .said(Visibility.PUBLIC, AuthorKind.AGENT, "hello")
                    .closed();
            log.write(others);
            log.write(mine);

            List<SseReader.Event> seen = theirs.until(event -> type(event).equals("TicketClosed"));
            Told all = new Told();
            all.follow(mine);
            while (all.of(mine) < mine.told().size()) {
                all.take(staff.next());
            }

            assertThat(seen)
                    .extracting(StreamingTest::type)
                    .containsExactly("TicketOpened", "CommentAdded", "TicketClosed");
            assertThat(seen).allSatisfy(event -> {
                assertThat(event.data().path("number").asText()).isEqualTo(mine.number());
                assertThat(event.data().toString()).doesNotContain("zarandaja", "because");
            });
        }
    }

    @Test
    void anothersTicketHasNoStream() {
        Story story = shown(Story.of("u-17").opened("a", "b"));
        for (String ticket : List.of(story.ticketId().toString(), story.number(), "T-0", "x")) {
            try (SseReader reader =
                    SseReader.open(uri("/api/v1/tickets/" + ticket + "/stream"), requester("u-other"), (String) null)) {
                assertThat(reader.status()).isEqualTo(404);
                assertThat(reader.header("Content-Type")).startsWith("application/problem+json");
            }
        }
        given().get(ALL).then().statusCode(401);
    }

    @Test
    void whoMaySeeATicketNoMoreIsToldNothingMore() {
        Story story = Story.of("u-17")
                .opened("a", "b")
                .ticket(new TicketEvent.ParticipantAdded(new Participant("u-guest", "Guest", null, null), Status.OPEN));
        shown(story);
        try (SseReader reader = SseReader.open(
                uri("/api/v1/tickets/" + story.ticketId() + "/stream"), requester("u-guest"), (String) null)) {
            int before = story.told().size();
            story.ticket(new TicketEvent.ParticipantRemoved("u-guest", Status.OPEN))
                    .said(Visibility.PUBLIC, AuthorKind.AGENT, "not for the guest");
            log.write(story.told().subList(before, story.told().size()));

            List<SseReader.Event> events = reader.until(event -> event.name().equals("closed"));

            assertThat(events).hasSize(1);
            assertThat(events.getLast().data().path("because").asText()).isEqualTo("NOT_VISIBLE");
            assertThat(reader.next().isEnd()).isTrue();
        }
    }

    @Test
    void cursorsThatAreNoneAreRefused() {
        Story story = shown(Story.of("u-17").opened("a", "b"));
        String ofAll = begin(ALL, agent("hostile"));
        String one = "/api/v1/tickets/" + story.ticketId() + "/stream";
        String ofOne = begin(one, agent("hostile"));
        Places ahead = Cursors.places(ofAll, 4).orElseThrow();
        ahead.set(Source.TICKET, 0, Long.MAX_VALUE);
        Places otherLog = Places.beginning(48);

        for (String hostile : List.of(
                "x",
                "'; drop table",
                "AAAA",
                ofOne,
                ofAll.substring(1),
                ofAll + "A",
                Cursors.of(ahead),
                Cursors.of(otherLog),
                "A".repeat(6_000))) {
            refused(ALL, hostile, 400);
        }
        for (String hostile : List.of("x", "AAAA", ofAll, ofOne.substring(2))) {
            refused(one, hostile, 400);
        }
        given().auth()
                .oauth2(agent("hostile"))
                .get(ALL + "?since=yesterday")
                .then()
                .statusCode(400)
                .body("errors", hasSize(1));
        given().auth().oauth2(agent("hostile")).get(ALL + "?cursor=").then().statusCode(400);
    }

    @Test
    void aCursorCanBeAParameterToo() {
        String cursor = begin(ALL, agent("parameter"));
        Story story = Story.of("u-17").opened("a", "b");
        log.write(story);

        try (SseReader reader =
                SseReader.open(uri(ALL + "?language=es&cursor=" + cursor), agent("parameter"), (String) null)) {
            SseReader.Event event =
                    reader.until(one -> is(one, story, Source.TICKET, 1)).getLast();
            assertThat(event.data().path("item").path("sentence").asText()).startsWith("ana abrió el ticket");
        }
    }

    @Test
    void whatWasReadSaysWhereItsStreamBegins() {
        Story story = shown(Story.of("u-17").opened("a", "b"));
        String path = "/api/v1/tickets/" + story.ticketId();
        String ofTicket = get(agent("reader"), path).then().extract().header("Live-Cursor");
        String ofTimeline =
                get(agent("reader"), path + "/timeline").then().extract().header("Live-Cursor");
        int before = story.told().size();
        story.prioritized(Priority.LOW);
        log.write(story.told().subList(before, story.told().size()));

        for (String cursor : List.of(ofTicket, ofTimeline)) {
            try (SseReader reader = SseReader.open(uri(path + "/stream"), agent("reader"), cursor)) {
                assertThat(is(reader.next(), story, Source.TICKET, 2)).isTrue();
            }
        }
    }

    @Test
    void whatWentOnInAnotherTicketIsToldThereOnceItDoes() {
        Story source =
                shown(Story.of("u-17").opened("source", "b").said(Visibility.PUBLIC, AuthorKind.REQUESTER, "one"));
        Story target = shown(Story.of("u-17").opened("target", "b"));
        try (SseReader reader = SseReader.open(
                uri("/api/v1/tickets/" + target.ticketId() + "/stream"), agent("merges"), (String) null)) {
            int before = target.told().size();
            target.ticket(new TicketEvent.TicketAbsorbed(
                    new AbsorbedTicket(source.ticketId(), source.number(), List.of(), List.of(), 1),
                    "ana",
                    Status.OPEN));
            log.write(target.told().subList(before, target.told().size()));

            Told told = new Told();
            told.follow(source);
            told.last.put(new Told.Key(target.ticketId(), Source.TICKET), 1L);
            told.follow(target);
            while (told.of(source) < 2 || told.of(target) < 2) {
                told.take(reader.next());
            }
            int had = source.told().size();
            source.said(Visibility.PUBLIC, AuthorKind.REQUESTER, "two");
            log.write(source.told().subList(had, source.told().size()));

            assertThat(is(reader.next(), source, Source.TICKET, 3)).isTrue();
        }
    }

    @Test
    void whatWasErasedIsNotToldToWhoComesLater() {
        String cursor = begin(ALL, agent("late"));
        Story story = Story.of("u-gone")
                .opened("zarandaja", "b")
                .ticket(new TicketEvent.PersonalDataErased("u-gone", true, List.of(), Status.OPEN));
        shown(story);

        try (SseReader reader = SseReader.open(uri(ALL), agent("late"), cursor)) {
            assertThat(reader.until(event -> is(event, story, Source.TICKET, 2)))
                    .allSatisfy(event -> assertThat(event.data().toString()).doesNotContain("zarandaja"));
        }
    }

    @Test
    void aQuietStreamShowsThatItLives() {
        Story story = shown(Story.of("u-17").opened("a", "b"));
        try (SseReader reader =
                SseReader.open(uri("/api/v1/tickets/" + story.ticketId() + "/stream"), agent("quiet"), (String) null)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> reader.comments() >= 3);
            assertThat(reader.waiting()).isZero();
            assertThat(reader.header("Content-Type")).startsWith("text/event-stream");
            assertThat(reader.header("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void whoIsToldNothingForLongIsNotFarBackWhenTheyComeAgain() {
        try (SseReader reader = SseReader.open(uri(ALL), requester("u-nothing"), (String) null)) {
            await().until(() -> reader.lastId() != null);
            String before = String.valueOf(reader.lastId());
            shown(Story.of("u-17").opened("a", "b"));

            await().atMost(Duration.ofSeconds(10)).until(() -> !before.equals(reader.lastId()));
            assertThat(reader.waiting()).isZero();
        }
    }

    @Test
    void aStreamEndsWithItsToken() {
        String token = Tokens.mint(TokenRequest.of(Role.AGENT, "short").validFor(Duration.ofSeconds(3)));
        try (SseReader reader = SseReader.open(uri(ALL), token, (String) null)) {
            SseReader.Event last =
                    reader.until(event -> event.name().equals("closed")).getLast();

            assertThat(last.data().path("because").asText()).isEqualTo("TOKEN_EXPIRED");
            assertThat(last.data().path("cursor").asText()).isEqualTo(last.id());
            assertThat(reader.next().isEnd()).isTrue();
        }
    }

    @Test
    void nobodyHasMoreStreamsThanTheyMayAndAClosedOneCountsNoMore() {
        List<SseReader> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(SseReader.open(uri(ALL), agent("greedy"), (String) null));
        }
        try (SseReader fourth = SseReader.open(uri(ALL), agent("greedy"), (String) null)) {
            assertThat(fourth.status()).isEqualTo(429);
            assertThat(fourth.header("Retry-After")).isNotBlank();
        }
        try (SseReader other = SseReader.open(uri(ALL), agent("modest"), (String) null)) {
            assertThat(other.status()).isEqualTo(200);
        }

        readers.removeFirst().close();

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            try (SseReader again = SseReader.open(uri(ALL), agent("greedy"), (String) null)) {
                return again.status() == 200;
            }
        });
        readers.forEach(SseReader::close);
        given().get("/q/metrics").then().statusCode(200).body(containsString("traza_streams_open"));
    }

    @Test
    void whoTakesTooLittleIsCutAndMissesNothingWhenTheyComeAgain() throws IOException {
        Story story = shown(Story.of("u-17").opened("a", "b"));
        String begin = begin(ALL, agent("slow"));
        StringBuilder taken = new StringBuilder();
        Told told = new Told();
        told.had(story);
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4 * 1024);
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            socket.getOutputStream()
                    .write(("GET " + ALL + "?cursor=" + begin + " HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + agent("slow") + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 200; i++) {
                story.said(Visibility.PUBLIC, AuthorKind.AGENT, "x".repeat(50_000));
            }
            log.write(story.told().subList(1, story.told().size()));
            shownOnly(story);

            // It has taken nothing until now, and takes what is on its way.
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                taken.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException reset) {
            // its connection was broken off, as it took nothing for too long
        }

        String lastId = taken.toString()
                .lines()
                .filter(line -> line.startsWith("id: "))
                .reduce((one, other) -> other)
                .map(line -> line.substring(4))
                .orElse(begin);
        long before = taken.toString()
                .lines()
                .filter(line -> line.equals("event: happened"))
                .count();
        assertThat(before).isLessThan(200);
        if (taken.indexOf("event: closed") >= 0) {
            assertThat(taken.substring(taken.indexOf("event: closed"))).contains("\"SLOW\"");
        }
        try (SseReader reader = SseReader.open(uri(ALL), agent("slow"), lastId)) {
            int had = complete(taken.toString());
            told.last.put(new Told.Key(story.ticketId(), Source.TICKET), 1L + had);
            while (told.of(story) < 201) {
                told.take(reader.next());
            }
        }
    }

    @Test
    void thoseAtATicketSeeEachOther() {
        Story story = shown(Story.of("u-17").opened("a", "b"));
        String path = "/api/v1/tickets/" + story.ticketId();
        try (SseReader reader = SseReader.open(uri(path + "/stream"), agent("ana"), (String) null)) {
            come("john", path, "LOOKING").then().statusCode(200).body("present.person", contains("john"));
            come("john", path, "TYPING").then().statusCode(200).body("present.state", contains("TYPING"));

            List<SseReader.Event> events = reader.until(event ->
                    event.data().path("present").path(0).path("state").asText().equals("TYPING"));
            assertThat(events).allMatch(event -> event.name().equals("presence"));
            get(agent("ana"), path + "/presence")
                    .then()
                    .statusCode(200)
                    .body("present.person", contains("john"))
                    .body("present.since", hasSize(1));

            given().auth()
                    .oauth2(agent("john"))
                    .delete(path + "/presence")
                    .then()
                    .statusCode(204);
            reader.until(event -> event.name().equals("presence")
                    && event.data().path("present").isEmpty());
            come("john", path, "LOOKING").then().statusCode(200);
            reader.until(event -> event.data().path("present").size() == 1);
            // and is gone by not saying so any more
            reader.until(event -> event.name().equals("presence")
                    && event.data().path("present").isEmpty());
        }
    }

    @Test
    void presenceIsForStaffAndNotWithoutEnd() {
        Story story = shown(Story.of("u-17").opened("a", "b"));
        String path = "/api/v1/tickets/" + story.ticketId();

        get(requester("u-17"), path + "/presence").then().statusCode(403);
        come("ana", "/api/v1/tickets/" + Ids.next(), "LOOKING").then().statusCode(404);
        come("ana", path, "SLEEPING").then().statusCode(400);
        given().auth()
                .oauth2(agent("ana"))
                .contentType("application/json")
                .put(path + "/presence")
                .then()
                .statusCode(400);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> come("hasty", path, "TYPING").statusCode() == 429);
        come("hasty", path, "TYPING").then().header("Retry-After", notNullValue());
        try (SseReader reader = SseReader.open(uri(path + "/stream"), requester("u-17"), (String) null)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> reader.comments() >= 2);
            assertThat(reader.waiting()).isZero();
        }
    }

    /** What a reader was told of stories, in the order it came. */
    private static final class Told {
        private final Map<Key, Long> last = new HashMap<>();
        private final Set<UUID> followed = new HashSet<>();
        private @Nullable String lastId;

        record Key(UUID ticketId, Source source) {}

        /** What other tests have left behind is none of its business. */
        void follow(Story story) {
            followed.add(story.ticketId());
        }

        void had(Story story) {
            follow(story);
            story.told()
                    .forEach(event -> last.put(
                            new Key(story.ticketId(), event.source()),
                            event.envelope().sequence()));
        }

        void take(SseReader.Event event) {
            assertThat(event.name()).as(event.toString()).isEqualTo("happened");
            Key key = new Key(
                    UUID.fromString(event.data().path("ticketId").asText()),
                    Source.valueOf(event.data().path("item").path("source").asText()));
            lastId = event.id();
            if (!followed.contains(key.ticketId())) {
                return;
            }
            long version = event.data().path("item").path("version").asLong();
            assertThat(version).as("the next of " + key + " in " + event).isEqualTo(last.getOrDefault(key, 0L) + 1);
            last.put(key, version);
        }

        long of(Story story) {
            return last.entrySet().stream()
                    .filter(one -> one.getKey().ticketId().equals(story.ticketId()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        long ofStories(List<Story> stories) {
            return stories.stream().mapToLong(this::of).sum();
        }

        void mustBeAllOf(List<Story> stories) {
            stories.forEach(story -> assertThat(of(story))
                    .as(story.number())
                    .isEqualTo(story.told().size()));
        }
    }

    private void write(Random random, List<Story> stories, Told told) {
        if (stories.size() < 5 || random.nextInt(3) == 0) {
            stories.add(Story.of("u-17").opened("a", "b"));
            told.follow(stories.getLast());
            log.write(stories.getLast());
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            Story story = stories.get(random.nextInt(stories.size()));
            int before = story.told().size();
            live(random, story, random.nextInt(4));
            log.write(story.told().subList(before, story.told().size()));
        }
    }

    private static void live(Random random, Story story, int events) {
        for (int i = 0; i < events; i++) {
            switch (random.nextInt(4)) {
                case 0 -> story.prioritized(Priority.HIGH);
                case 1 -> story.slaWarned(SlaMetric.RESOLUTION, 50);
                case 2 -> story.routed("printers", "ana");
                default -> story.said(Visibility.PUBLIC, AuthorKind.AGENT, "c");
            }
        }
    }

    private static long count(List<Story> stories) {
        return stories.stream().mapToLong(story -> story.told().size()).sum();
    }

    private static int complete(String taken) {
        int end = taken.lastIndexOf("\n\n");
        return end < 0
                ? 0
                : (int) taken.substring(0, end)
                        .lines()
                        .filter(line -> line.equals("event: happened"))
                        .count();
    }

    private static boolean is(SseReader.Event event, Story story, Source source, long version) {
        return event.data().path("ticketId").asText().equals(story.ticketId().toString())
                && event.data().path("item").path("source").asText().equals(source.name())
                && event.data().path("item").path("version").asLong() == version;
    }

    private static String type(SseReader.Event event) {
        return event.data().path("item").path("type").asText();
    }

    /** Where a stream begins now. */
    private String begin(String path, String token) {
        try (SseReader reader = SseReader.open(uri(path), token, (String) null)) {
            assertThat(reader.status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(10)).until(() -> reader.lastId() != null);
            return String.valueOf(reader.lastId());
        }
    }

    private static void refused(String path, String cursor, int status) {
        try (SseReader reader = SseReader.open(uri(path), agent("hostile"), cursor)) {
            assertThat(reader.status()).as(cursor).isEqualTo(status);
            assertThat(reader.header("Content-Type")).startsWith("application/problem+json");
            assertThat(reader.text()).contains("?cursor");
        }
    }

    private Story shown(Story story) {
        log.write(story);
        shownOnly(story);
        return story;
    }

    private void shownOnly(Story story) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            get(agent("ana"), "/api/v1/tickets/" + story.ticketId())
                    .then()
                    .statusCode(200)
                    .body("version", equalTo((int) story.version()));
        });
    }

    private static Response come(String agent, String path, String state) {
        return given().auth()
                .oauth2(agent(agent))
                .contentType("application/json")
                .body(Map.of("state", state))
                .put(path + "/presence");
    }

    private static Response get(String token, String path) {
        RequestSpecification request = given().auth().oauth2(token);
        return request.get(path);
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + RestAssured.port + path);
    }

    private static String agent(String subject) {
        return Tokens.mint(Role.AGENT, subject);
    }

    private static String requester(String subject) {
        return Tokens.mint(Role.REQUESTER, subject);
    }
}
