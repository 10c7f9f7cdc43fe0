package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import dev.traza.system.load.LoadPlan;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A read model is built anew under load, switched to and switched back, and nobody who reads can tell. It loads the stack
 * for minutes, so it runs only when it is asked for: {@code -Dtraza.rebuild-beside=true}.
 */
@OnTraza
@Order(9)
@EnabledIfSystemProperty(named = "traza.rebuild-beside", matches = "true")
class RebuildBesideTest {

    private static final int STILL = 20;
    private static final int LOAD_SECONDS = 240;
    private static final int MOST_FOUND = 20;

    private final Traza traza;
    private final Person admin;
    private final Person agent;

    RebuildBesideTest(Traza traza) {
        this.traza = traza;
        this.admin = traza.admin();
        this.agent = traza.agent("ana");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tickets", "index", "figures"})
    void noAnswerChangesWhileAReadModelIsRebuiltSwitchedAndSwitchedBack(String name) throws IOException {
        alone(name);
        int before = projection(name).path("serving").asInt();
        String word = "quieto" + Long.toString(System.nanoTime(), 36);
        List<Question> still = still(word);
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        LoadPlan plan = LoadPlan.of(
                List.of(traza.command("")),
                "rebuild-" + name,
                Load.PER_SECOND,
                Duration.ofSeconds(LOAD_SECONDS),
                Load.AGENTS);
        try (UnderLoad load = UnderLoad.begin(traza, plan)) {
            Thread reading = Thread.ofPlatform().start(() -> ask(still, over, asked, wrong));
            Thread writing = Thread.ofPlatform().start(() -> readOwnWrites(over, asked, wrong));
            try {
                load.awaitAnswered(0.02);
                int built = rebuild(name);
                switched(name, before);
                switched(name, built);
                switched(name, before);
                int so = asked.get();
                await().atMost(Patience.SECONDS).until(() -> asked.get() > so + 2 * STILL);
            } finally {
                over.set(true);
                join(reading);
                join(writing);
            }
        }
        assertThat(wrong).isEmpty();
        alone(name);
        var unused = AtRest.nothingWrong(traza, List.of());
    }

    /** Has a generation built; progress never goes back, and it answers by itself in the end. */
    private int rebuild(String name) {
        int before = projection(name).path("serving").asInt();
        Answer accepted = admin.post(at(name, "/rebuild")).expect(202);
        assertThat(accepted.header("Location")).endsWith("/admin/projections/" + name);
        assertThat(admin.post(at(name, "/rebuild"))
                        .expect(409)
                        .json()
                        .path("detail")
                        .asText())
                .isNotEmpty();
        List<Long> done = new ArrayList<>();
        await().atMost(Duration.ofSeconds(LOAD_SECONDS))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    JsonNode now = projection(name);
                    now.path("generations").forEach(generation -> {
                        if (generation.path("generation").asInt() != before) {
                            done.add(generation.path("progress").path("done").asLong());
                        }
                    });
                    return now.path("serving").asInt() != before;
                });
        assertThat(done).isSorted();
        return projection(name).path("serving").asInt();
    }

    private void switched(String name, int to) {
        await().atMost(Patience.SECONDS)
                .until(() -> admin.post(at(name, "/switch"), Map.of("generation", to))
                                .status()
                        == 200);
        await().atMost(Patience.SECONDS).until(() -> {
            JsonNode generation = projection(name).path("generations").path(0);
            return generation.path("generation").asInt() == to
                    && generation.path("nodes").findValues("serving").stream().allMatch(JsonNode::asBoolean);
        });
    }

    /** Drops what is beside. */
    private void alone(String name) {
        await().atMost(Patience.SECONDS).until(() -> {
            JsonNode generations = projection(name).path("generations");
            if (generations.size() > 1) {
                var unused = admin.delete(at(
                        name,
                        "/generations/" + generations.path(1).path("generation").asInt()));
            }
            return generations.size() == 1;
        });
    }

    /** A question, and what it was answered with before anything began. */
    private record Question(URI address, String answer) {}

    /** Tickets that nothing happens to any more, asked for in every way there is. */
    private List<Question> still(String word) {
        List<UUID> tickets = new ArrayList<>();
        List<URI> addresses = new ArrayList<>();
        String newest = "";
        for (int i = 0; i < STILL; i++) {
            Answer opened = agent.post(traza.command("/api/v1/tickets"), Tickets.of("u-" + word, word + " " + i, word))
                    .expect(201);
            Answer closed = agent.post(
                            traza.command("/api/v1/tickets/" + opened.ticketId() + "/resolution"),
                            Map.of("code", "FIXED", "text", "Reiniciada"))
                    .expect(200);
            newest = closed.consistencyToken();
            tickets.add(opened.ticketId());
            addresses.add(traza.query("/api/v1/tickets/" + opened.number()));
            addresses.add(traza.query("/api/v1/tickets/" + opened.ticketId() + "/timeline"));
        }
        addresses.add(traza.query("/api/v1/tickets?q=" + word + "&sort=-number&limit=" + MOST_FOUND));
        addresses.add(traza.query("/api/v1/tickets?requester=u-" + word + "&sort=createdAt&limit=" + MOST_FOUND));
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        for (String figure : List.of("opened", "resolution-time", "first-contact-resolution", "backlog")) {
            addresses.add(traza.query("/api/v1/figures/%s?from=%s&to=%s&bucket=day&by=team&category=%s"
                    .formatted(figure, today.minus(1, ChronoUnit.DAYS), today.plus(2, ChronoUnit.DAYS), word)));
        }
        String last = newest;
        // Clocks and routing come a little later than what was written.
        await().atMost(Patience.SECONDS).pollInterval(Duration.ofSeconds(3)).until(() -> {
            List<String> first = answers(addresses, last);
            Thread.sleep(2_000);
            return first.equals(answers(addresses, last));
        });
        return addresses.stream()
                .map(address -> new Question(address, comparable(agent.fresh(address, last))))
                .toList();
    }

    private List<String> answers(List<URI> addresses, String token) {
        return addresses.stream()
                .map(address -> comparable(agent.fresh(address, token)))
                .toList();
    }

    /** What is said of a clock's present moment is another each time. */
    private static String comparable(Answer answer) {
        return answer.expect(200)
                .text()
                .replaceAll("\"(readAt|elapsed)\":(\"[^\"]*\"|[0-9.]+)", "")
                .replaceAll("\"nextCursor\":\"[^\"]*\"", "");
    }

    private void ask(
            List<Question> still, AtomicBoolean over, AtomicInteger asked, ConcurrentLinkedQueue<String> wrong) {
        while (!over.get()) {
            for (Question question : still) {
                Answer answer = agent.get(question.address());
                if (answer.status() != 200 || !comparable(answer).equals(question.answer())) {
                    wrong.add("was " + question.answer() + "\n is " + answer);
                }
                asked.incrementAndGet();
            }
        }
    }

    private void readOwnWrites(AtomicBoolean over, AtomicInteger asked, ConcurrentLinkedQueue<String> wrong) {
        String word = "propio" + Long.toString(System.nanoTime(), 36);
        UUID ticketId = agent.post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-" + word, word))
                .expect(201)
                .ticketId();
        long seen = 0;
        for (int i = 1; !over.get(); i++) {
            Answer written = agent.post(
                            traza.command("/api/v1/tickets/" + ticketId + "/comments"),
                            Tickets.publicComment("Comentario " + i))
                    .expect(200);
            Answer read = agent.fresh(traza.query("/api/v1/tickets/" + ticketId), written.consistencyToken());
            Answer found = agent.fresh(traza.query("/api/v1/tickets?q=" + word), written.consistencyToken());
            JsonNode item = found.json().path("items").path(0);
            if (read.status() != 200
                    || read.version() < Math.max(seen, written.version())
                    || item.path("version").asLong() < written.version()) {
                wrong.add("after " + written + "\n " + read + "\n " + found);
            }
            seen = read.version();
            asked.incrementAndGet();
        }
    }

    private JsonNode projection(String name) {
        return admin.get(at(name, "")).expect(200).json();
    }

    private URI at(String name, String path) {
        return traza.query("/admin/projections/" + name + path);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
