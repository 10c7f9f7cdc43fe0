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
import org.junit.jupiter.api.Test;

/** Read models are built anew under load, switched to and switched back, and nobody who reads can tell. */
@OnTraza
@Order(9)
class RebuildBesideTest {

    private static final int STILL = 20;
    private static final List<String> READ_MODELS = List.of("tickets", "index", "figures");

    /**
     * Something happens all the time, and a small machine bears it: a generation that is further behind than the longest
     * hold ({@code traza.query.projection.longest-hold}) is not changed over to.
     */
    private static final double PER_SECOND = 10;

    /** The load ends with the last switch; this only bounds it. */
    private static final int MOST_LOAD_SECONDS = 240;

    private static final int MOST_FOUND = 20;
    private static final int MOST_WRONG = 20;

    private final Traza traza;
    private final Person admin;
    private final Person agent;

    RebuildBesideTest(Traza traza) {
        this.traza = traza;
        this.admin = traza.admin();
        this.agent = traza.agent("ana");
    }

    @Test
    void noAnswerChangesWhileReadModelsAreRebuiltSwitchedAndSwitchedBack() throws IOException {
        READ_MODELS.forEach(this::alone);
        String word = "quieto" + Long.toString(System.nanoTime(), 36);
        List<Question> still = still(word);
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        LoadPlan plan = LoadPlan.of(
                List.of(traza.command("")),
                "rebuild-beside",
                PER_SECOND,
                Duration.ofSeconds(MOST_LOAD_SECONDS),
                Load.AGENTS);
        try (UnderLoad load = UnderLoad.begin(traza, plan)) {
            Thread reading = begin(() -> ask(still, over, asked, wrong), wrong);
            Thread writing = begin(() -> readOwnWrites(over, asked, wrong), wrong);
            try {
                load.awaitAnswered(0.02);
                for (String name : READ_MODELS) {
                    int before = projection(name).path("serving").asInt();
                    int built = rebuild(name);
                    switched(name, before);
                    switched(name, built);
                    switched(name, before);
                    int so = asked.get();
                    await().atMost(Patience.SECONDS).until(() -> asked.get() > so + 2 * still.size());
                    alone(name);
                }
            } finally {
                over.set(true);
                join(reading);
                join(writing);
            }
        }
        assertThat(wrong).isEmpty();
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
        await().atMost(Duration.ofSeconds(MOST_LOAD_SECONDS))
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
        int built = projection(name).path("serving").asInt();
        awaitAnswering(name, built);
        return built;
    }

    private void switched(String name, int to) {
        await().atMost(Patience.SECONDS)
                .until(() -> admin.post(at(name, "/switch"), Map.of("generation", to))
                                .status()
                        == 200);
        awaitAnswering(name, to);
    }

    /** Every node has changed over. */
    private void awaitAnswering(String name, int generationNumber) {
        await().atMost(Patience.SECONDS).until(() -> {
            JsonNode generation = projection(name).path("generations").path(0);
            return generation.path("generation").asInt() == generationNumber
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
        awaitAllRead();
        return addresses.stream()
                .map(address -> new Question(address, comparable(agent.fresh(address, last))))
                .toList();
    }

    /** What clocks and routing said comes a little later than what was written, and is read a little later than that. */
    private void awaitAllRead() {
        AtRest.awaitStillness(traza);
        await("all read models hold all of the log").atMost(Patience.SECONDS).until(() -> {
            JsonNode projections =
                    admin.get(traza.query("/admin/projections")).expect(200).json();
            return projections.path("items").size() == READ_MODELS.size()
                    && projections.findValues("progress").stream()
                            .allMatch(progress -> progress.path("done").asLong()
                                    == progress.path("end").asLong());
        });
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
                    tell(wrong, "was " + question.answer() + "\n is " + answer);
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
        URI opened = traza.query("/api/v1/figures/opened?category=" + word);
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
                tell(wrong, "after " + written + "\n " + read + "\n " + found);
            }
            seen = read.version();
            Answer another = agent.post(traza.command("/api/v1/tickets"), Tickets.of("u-otros", "otro", word))
                    .expect(201);
            Answer counted = agent.fresh(opened, another.consistencyToken());
            if (counted.json().path("total").path("value").path("count").asInt() != i) {
                tell(wrong, "after %d openings %s".formatted(i, counted));
            }
            asked.incrementAndGet();
        }
    }

    private JsonNode projection(String name) {
        return admin.get(at(name, "")).expect(200).json();
    }

    private URI at(String name, String path) {
        return traza.query("/admin/projections/" + name + path);
    }

    /** Lets somebody work; that they could not go on is wrong, too. */
    private static Thread begin(Runnable work, ConcurrentLinkedQueue<String> wrong) {
        return Thread.ofPlatform().start(() -> {
            try {
                work.run();
            } catch (RuntimeException | AssertionError e) {
                tell(wrong, e.toString());
            }
        });
    }

    /** The first ones say enough. */
    private static void tell(ConcurrentLinkedQueue<String> wrong, String what) {
        if (wrong.size() < MOST_WRONG) {
            wrong.add(what);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
