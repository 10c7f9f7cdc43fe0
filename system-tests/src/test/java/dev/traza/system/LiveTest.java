package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.stack.Part;
import dev.traza.stack.service.ServiceProcess;
import dev.traza.system.client.Answer;
import dev.traza.system.client.LiveEvents;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import dev.traza.system.history.Log;
import java.io.IOException;
import java.net.URI;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What happens is told as it happens, once each, however often the reader is cut off, and to nobody whom it does not concern. */
@OnTraza
@Order(4)
class LiveTest {

    private static final int CUTS = 100;

    private final Traza traza;
    private final Person agent;

    LiveTest(Traza traza) {
        this.traza = traza;
        this.agent = traza.agent("ana");
    }

    @Test
    void aStreamOfEverythingThatIsCutAHundredTimesTellsWhatTheLogSays() throws Exception {
        Random random = new Random(41);
        Told told = new Told();
        String lastId = begin(agent, traza.query("/api/v1/stream"));
        try (ExecutorService writing = Executors.newSingleThreadExecutor()) {
            Future<Set<UUID>> lives = writing.submit(() -> live(new Random(42), 20, 12));
            for (int cut = 0; cut < CUTS; cut++) {
                lastId = read(told, agent, traza.query("/api/v1/stream"), lastId, random.nextInt(15));
            }
            Set<UUID> tickets = lives.get();
            readAll(told, agent, traza.query("/api/v1/stream"), lastId, tickets);
        }
    }

    @Test
    void aTicketsStreamThatIsCutAHundredTimesTellsWhatTheLogSays() {
        Random random = new Random(43);
        Answer opened = open("u-live-one");
        URI stream = traza.query("/api/v1/tickets/" + opened.number() + "/stream");
        agent.fresh(traza.query("/api/v1/tickets/" + opened.ticketId()), opened.consistencyToken())
                .expect(200);
        String lastId = agent.fresh(
                        traza.query("/api/v1/tickets/" + opened.ticketId() + "/timeline?limit=1"),
                        opened.consistencyToken())
                .header("Live-Cursor");
        Told told = new Told();
        told.had(opened.ticketId(), "TICKET", 1);
        for (int cut = 0; cut < CUTS; cut++) {
            if (random.nextBoolean()) {
                comment(opened.ticketId(), cut);
            }
            lastId = read(told, agent, stream, lastId, random.nextInt(4));
        }
        readAll(told, agent, stream, lastId, Set.of(opened.ticketId()));
    }

    @Test
    void aStreamGoesOnAtAnotherInstanceAndAfterARestart() throws IOException {
        Told told = new Told();
        Set<UUID> tickets = new HashSet<>();
        String lastId = begin(agent, traza.query("/api/v1/stream"));
        ServiceProcess second = traza.anotherQueryService();
        second.start();
        try {
            for (int i = 0; i < 10; i++) {
                tickets.addAll(live(new Random(50 + i), 2, 3));
                URI stream = i % 2 == 0 ? second.url().resolve("/api/v1/stream") : traza.query("/api/v1/stream");
                lastId = read(told, agent, stream, lastId, 5);
            }
        } finally {
            second.stop();
        }
        traza.stack().stop(Part.TICKET_QUERY_SERVICE);
        tickets.addAll(live(new Random(60), 3, 3));
        traza.stack().start(Part.TICKET_QUERY_SERVICE);

        readAll(told, agent, traza.query("/api/v1/stream"), lastId, tickets);
    }

    @Test
    void afterAHundredCutsWhoFollowsAListShowsWhatTheListShows() {
        String tag = "live-" + Long.toString(System.nanoTime(), 36);
        Random random = new Random(47);
        List<UUID> tickets = new ArrayList<>();
        Map<String, Long> shown = new HashMap<>();
        String token = "";
        String lastId = agent.get(traza.query("/api/v1/tickets?tag=" + tag)).header("Live-Cursor");
        URI stream = traza.query("/api/v1/tickets/stream?tag=" + tag);
        for (int cut = 0; cut < CUTS; cut++) {
            if (tickets.size() < 5) {
                tickets.add(open("u-live-list").ticketId());
            }
            URI ticket = traza.command("/api/v1/tickets/" + tickets.get(random.nextInt(tickets.size())) + "/");
            token = random.nextInt(3) == 0
                    ? agent.delete(ticket.resolve("tags/" + tag)).expect(200).consistencyToken()
                    : agent.post(ticket.resolve("tags"), Map.of("tags", List.of(tag)))
                            .expect(200)
                            .consistencyToken();
            lastId = follow(stream, lastId, shown, random.nextInt(4));
        }
        agent.fresh(traza.query("/api/v1/tickets?tag=" + tag), token).expect(200);
        try (LiveEvents live = LiveEvents.of(agent, stream, lastId)) {
            await().atMost(Patience.REST).untilAsserted(() -> {
                for (var event = live.next(Duration.ofMillis(500));
                        event.isPresent();
                        event = live.next(Duration.ofMillis(500))) {
                    show(event.get(), shown);
                }
                Map<String, Long> listed = new HashMap<>();
                agent.get(traza.query("/api/v1/tickets?limit=100&tag=" + tag))
                        .expect(200)
                        .json()
                        .path("items")
                        .forEach(item -> listed.put(
                                item.path("ticketId").asText(),
                                item.path("version").asLong()));
                assertThat(shown).isEqualTo(listed);
            });
        }
    }

    private String follow(URI stream, String lastId, Map<String, Long> shown, int most) {
        String id = lastId;
        try (LiveEvents live = LiveEvents.of(agent, stream, lastId)) {
            for (int i = 0; i < most; i++) {
                var event = live.next(Duration.ofMillis(500));
                if (event.isEmpty()) {
                    break;
                }
                show(event.get(), shown);
                id = String.valueOf(event.get().id());
            }
        }
        return id;
    }

    private static void show(LiveEvents.Event event, Map<String, Long> shown) {
        JsonNode ticket = event.data().path("ticket");
        if (event.name().equals("left")) {
            shown.remove(event.data().path("ticketId").asText());
        } else if (event.name().equals("entered") || event.name().equals("changed")) {
            shown.put(ticket.path("ticketId").asText(), ticket.path("version").asLong());
        }
    }

    @Test
    void whoReadsAfterTheyWereToldSeesIt() {
        try (LiveEvents live = LiveEvents.of(agent, traza.query("/api/v1/stream"), null)) {
            for (int i = 0; i < 30; i++) {
                Answer opened = open("u-live-sees");
                JsonNode event = until(live, opened.ticketId(), "TICKET", opened.version());

                assertThat(agent.get(traza.query("/api/v1/tickets/" + opened.ticketId()))
                                .expect(200)
                                .version())
                        .isGreaterThanOrEqualTo(opened.version());
                assertThat(event.path("consistencyToken").asText()).isEqualTo(opened.consistencyToken());
            }
        }
    }

    @Test
    void aRequesterIsToldOfTheirOwnAlone() {
        String id = "u-live-" + Long.toString(System.nanoTime(), 36);
        Person requester = traza.requester(id);
        try (LiveEvents live = LiveEvents.of(requester, traza.query("/api/v1/stream"), null)) {
            open("u-live-stranger");
            Answer mine = open(id);
            agent.post(
                            traza.command("/api/v1/tickets/" + mine.ticketId() + "/comments"),
                            Tickets.internalNote("ornitorrinco"))
                    .expect(200);
            Answer last = comment(mine.ticketId(), 1);

            JsonNode event;
            do {
                event = live.next(Patience.SECONDS).orElseThrow().data();
                assertThat(event.path("ticketId").asText())
                        .isEqualTo(mine.ticketId().toString());
                assertThat(event.toString()).doesNotContain("ornitorrinco");
                assertThat(event.path("item").path("source").asText()).isEqualTo("TICKET");
            } while (event.path("item").path("version").asLong() < last.version());
        }
        Answer strangers = open("u-live-stranger");
        for (String ticket : List.of(strangers.ticketId().toString(), strangers.number())) {
            try (LiveEvents live =
                    LiveEvents.of(requester, traza.query("/api/v1/tickets/" + ticket + "/stream"), null)) {
                assertThat(live.status()).isEqualTo(404);
            }
        }
    }

    @Test
    void cursorsThatAreNoneAreRefused() {
        String ofAll = begin(agent, traza.query("/api/v1/stream"));
        for (String hostile : List.of("x", "AAAA", ofAll.substring(1), "' or 1=1", "A".repeat(5_000))) {
            try (LiveEvents live = LiveEvents.of(agent, traza.query("/api/v1/stream"), hostile)) {
                assertThat(live.status()).as(hostile).isEqualTo(400);
            }
        }
    }

    @Test
    void whoIsAtATicketIsSeenAtEveryInstance() throws IOException {
        Answer opened = open("u-live-presence");
        String path = "/api/v1/tickets/" + opened.ticketId() + "/presence";
        agent.fresh(traza.query("/api/v1/tickets/" + opened.ticketId()), opened.consistencyToken())
                .expect(200);
        ServiceProcess second = traza.anotherQueryService();
        second.start();
        try {
            traza.agent("john")
                    .put(traza.query(path), Map.of("state", "TYPING"))
                    .expect(200);
            await().atMost(Patience.SECONDS).until(() -> agent.get(second.url().resolve(path))
                    .json()
                    .path("present")
                    .findValuesAsText("person")
                    .contains("john"));
            traza.agent("john").delete(second.url().resolve(path)).expect(204);
            await().atMost(Patience.SECONDS).until(() -> agent.get(traza.query(path))
                    .expect(200)
                    .json()
                    .path("present")
                    .isEmpty());
        } finally {
            second.stop();
        }
        traza.requester("u-live-presence").get(traza.query(path)).expect(403);
    }

    /** What a reader was told: of each ticket and source the next one each time. */
    private static final class Told {
        private final Map<String, Long> last = new HashMap<>();
        private final Map<String, Long> begin = new HashMap<>();

        private void had(UUID ticketId, String source, long version) {
            last.put(ticketId + source, version);
        }

        private void take(JsonNode event) {
            JsonNode item = event.path("item");
            String key = event.path("ticketId").asText() + item.path("source").asText();
            long version = item.path("version").asLong();
            Long before = last.put(key, version);
            if (before == null) {
                begin.put(key, version); // it may have begun before the reader
            } else {
                assertThat(version).as("the next of %s", key).isEqualTo(before + 1);
            }
        }

        private long version(UUID ticketId, String source) {
            return last.getOrDefault(ticketId + source, 0L);
        }

        private void mustBeWhole(UUID ticketId) {
            assertThat(begin.getOrDefault(ticketId + "TICKET", 1L)).isEqualTo(1);
        }
    }

    /** Reads some events and is cut off. */
    private static String read(Told told, Person person, URI stream, String lastId, int most) {
        try (LiveEvents live = LiveEvents.of(person, stream, lastId)) {
            assertThat(live.status()).isEqualTo(200);
            String id = lastId;
            for (int i = 0; i < most; i++) {
                var event = live.next(Duration.ofSeconds(1));
                if (event.isEmpty()) {
                    break;
                }
                if (event.get().name().equals("happened")) {
                    told.take(event.get().data());
                    id = String.valueOf(event.get().id());
                }
            }
            return id;
        }
    }

    /** Reads until all that the log says of these tickets was told. */
    private void readAll(Told told, Person person, URI stream, String lastId, Set<UUID> tickets) {
        Instant deadline = Instant.now().plus(Patience.REST);
        try (LiveEvents live = LiveEvents.of(person, stream, lastId)) {
            while (!isAll(told, tickets)) {
                assertThat(Instant.now()).as("all told").isBefore(deadline);
                for (var event = live.next(Duration.ofSeconds(2));
                        event.isPresent();
                        event = live.next(Duration.ofMillis(500))) {
                    if (event.get().name().equals("happened")) {
                        told.take(event.get().data());
                    }
                }
            }
        }
        tickets.forEach(told::mustBeWhole);
    }

    private boolean isAll(Told told, Set<UUID> tickets) {
        Log log = traza.log().log();
        Map<UUID, Long> versions = new HashMap<>();
        log.ticketEvents()
                .forEach(event ->
                        versions.put(event.value().ticketId(), event.value().sequence()));
        Map<UUID, Long> clocks = new HashMap<>();
        log.slaEvents()
                .forEach(event ->
                        clocks.put(event.value().ticketId(), event.value().sequence()));
        return tickets.stream()
                .allMatch(ticketId -> told.version(ticketId, "TICKET") >= versions.getOrDefault(ticketId, 0L)
                        && told.version(ticketId, "SLA") >= clocks.getOrDefault(ticketId, 0L));
    }

    /** Opens tickets and lets things happen to them. */
    private Set<UUID> live(Random random, int tickets, int acts) {
        List<UUID> opened = new ArrayList<>();
        for (int i = 0; i < tickets; i++) {
            opened.add(open("u-live-" + random.nextInt(5)).ticketId());
            for (int act = 0; act < acts; act++) {
                comment(opened.get(random.nextInt(opened.size())), act);
            }
        }
        return Set.copyOf(opened);
    }

    private Answer open(String requester) {
        return agent.post(traza.command("/api/v1/tickets"), Tickets.ofRequester(requester, "vivo"))
                .expect(201);
    }

    private Answer comment(UUID ticketId, int i) {
        return agent.post(
                        traza.command("/api/v1/tickets/" + ticketId + "/comments"),
                        Tickets.publicComment("Comentario " + i))
                .expect(200);
    }

    private static JsonNode until(LiveEvents live, UUID ticketId, String source, long version) {
        while (true) {
            JsonNode event = live.next(Patience.SECONDS).orElseThrow().data();
            if (event.path("ticketId").asText().equals(ticketId.toString())
                    && event.path("item").path("source").asText().equals(source)
                    && event.path("item").path("version").asLong() == version) {
                return event;
            }
        }
    }

    /** Where a stream begins now. */
    private static String begin(Person person, URI stream) {
        try (LiveEvents live = LiveEvents.of(person, stream, null)) {
            assertThat(live.status()).isEqualTo(200);
            @Nullable String id = await().atMost(Patience.SECONDS).until(live::lastId, one -> one != null);
            return String.valueOf(id);
        }
    }
}
