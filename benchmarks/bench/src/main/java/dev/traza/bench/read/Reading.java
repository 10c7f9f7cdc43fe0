package dev.traza.bench.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.traza.bench.http.Ask;
import dev.traza.bench.http.HttpSender;
import dev.traza.bench.http.Reply;
import dev.traza.bench.load.Ending;
import dev.traza.bench.load.OpenLoop;
import dev.traza.bench.load.Outcome;
import dev.traza.bench.load.Pace;
import dev.traza.bench.load.Phase;
import dev.traza.bench.load.Target;
import dev.traza.bench.read.Filler.Filled;
import dev.traza.bench.report.Figure;
import dev.traza.bench.report.Goal;
import dev.traza.bench.report.Yardstick;
import dev.traza.bench.stack.BenchStack;
import dev.traza.bench.stack.ProcessorTime;
import dev.traza.contract.envelope.Role;
import dev.traza.stack.Part;
import dev.traza.stack.process.PartFailed;
import dev.traza.stack.token.TokenRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reading among many tickets, and making them readable, on a stack of Kafka, the documents and the query service. */
public final class Reading implements AutoCloseable {

    private static final int FOUND = 200;
    private static final int ACCEPTED = 202;
    private static final int MANY = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration BUILT_WITHIN = Duration.ofHours(3);
    private static final int GOAL_EVENTS_PER_SECOND = 15_000;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final BenchStack stack;
    private final Lives lives;
    private final int tickets;
    private final int clients;
    private final Duration measured;
    private final Consumer<String> progress;
    private final OpenLoop loop = new OpenLoop(Pace.ofTheMachine());
    private final HttpSender sender;
    private final int port;
    private final String supervisor;
    private final String admin;
    private final long seed;
    private long events;

    /**
     * On this stack, which is empty.
     *
     * @param tickets among which is read
     * @param clients who read at the same time, each waiting for its answer
     * @param measured how long each figure is measured
     * @param progress told in sentences how far it is
     */
    public Reading(
            BenchStack stack, int tickets, int clients, long seed, Duration measured, Consumer<String> progress) {
        this.stack = stack;
        this.lives = new Lives(seed, tickets, Instant.now().truncatedTo(ChronoUnit.HOURS), stack.partitions());
        this.tickets = tickets;
        this.clients = clients;
        this.seed = seed;
        this.measured = measured;
        this.progress = progress;
        this.sender = new HttpSender(Math.max(MANY, clients), TIMEOUT);
        this.port = stack.port(Part.TICKET_QUERY_SERVICE);
        this.supervisor = stack.key().sign(TokenRequest.of(Role.SUPERVISOR, "sara"));
        this.admin = stack.key().sign(TokenRequest.of(Role.ADMIN, "root"));
    }

    /** Fills the topics and waits until everything can be read. */
    public void fill() throws InterruptedException {
        long begun = System.nanoTime();
        Filled filled = new Filler(stack.bootstrapServers()).fill(lives, tickets);
        events = filled.events();
        double written = secondsSince(begun);
        for (UUID last : filled.last().values()) {
            await("/api/v1/tickets/" + last, reply -> reply.status() == FOUND);
            await(
                    "/api/v1/tickets?ticket=" + last,
                    reply -> json(reply).path("items").size() == 1);
        }
        progress.accept(
                "filled with %,d tickets of %,d events, written straight to the topics in %.1f s, readable after %.1f s"
                        .formatted(tickets, events, written, secondsSince(begun)));
    }

    /** Measures one ticket, a list and a search. */
    public void reads(Consumer<Figure> figures) {
        Questions.Asking asking = new Questions.Asking(sender, port, supervisor, seed);
        read("one ticket", asking.oneTicket(lives, tickets), 5_000, 10, figures);
        read("list of 20", asking.list(), 2_000, 20, figures);
        read("search", asking.search(), 1_000, 30, figures);
    }

    private void read(String what, Target questions, int goalPerSecond, int goalMillis, Consumer<Figure> figures) {
        Outcome few = loop.run(Phase.window(clients, WARM_UP, measured), questions);
        ProcessorTime before = stack.processorTime();
        Outcome many = loop.run(Phase.window(MANY, Duration.ZERO, measured), questions);
        Map<String, Double> each = stack.processorTime().millisEach(before, Math.max(1, many.begun()));
        progress.accept("%s: %d clients %s; %d clients %s; each takes %s"
                .formatted(what, clients, few.text(), MANY, many.text(), ProcessorTime.text(each)));
        figures.accept(Figure.rate("reads", what, many.acceptedPerSecond(), "/s")
                .shallBe(Goal.atLeast(goalPerSecond))
                .with(details(many)));
        figures.accept(Figure.cost("reads", what + " p50", few.millis(50), "ms").with(details(few)));
        figures.accept(Figure.cost("reads", what + " p99", few.millis(99), "ms")
                .shallBe(Goal.atMost(goalMillis))
                .with(details(few)));
        figures.accept(ProcessorTime.figure("reads", what + " processor time", each));
    }

    private Map<String, Double> details(Outcome outcome) {
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("tickets", (double) tickets);
        details.put("perSecond", outcome.acceptedPerSecond());
        details.put("p99Millis", outcome.millis(99));
        details.put("notAccepted", (double) (outcome.begun() - outcome.count(Ending.ACCEPTED)));
        return details;
    }

    /** Measures how fast read models are made anew from the log, one after the other, beside copying the log. */
    public void rebuild(Consumer<Figure> figures) throws InterruptedException {
        LogCopy copy =
                new LogCopy(stack.bootstrapServers(), stack.parts().mongo().connectionString());
        double copied = copy.copy() / copy.seconds();
        progress.accept("the log was copied with %,.0f records/s".formatted(copied));
        for (String projection : new String[] {"tickets", "index"}) {
            String path = "/admin/projections/" + projection;
            int before =
                    json(sender.ask(Ask.get(port, path, admin))).path("serving").asInt();
            ProcessorTime idle = stack.processorTime();
            long begun = System.nanoTime();
            Reply reply = sender.ask(new Ask(port, "POST", path + "/rebuild", admin, Map.of(), null));
            if (reply.status() != ACCEPTED) {
                throw new PartFailed(path + " cannot be rebuilt: " + reply.status() + " " + reply.body());
            }
            awaitAs(admin, path, built -> json(built).path("serving").asInt() != before);
            double seconds = secondsSince(begun);
            Map<String, Double> each = stack.processorTime().millisEach(idle, Math.max(1, copy.records()));
            progress.accept("%s: %,d records in %.1f s; each takes %s"
                    .formatted(projection, copy.records(), seconds, ProcessorTime.text(each)));
            figures.accept(Figure.rate("rebuild", projection, copy.records() / seconds, "events/s")
                    .shallBe(Goal.atLeast(GOAL_EVENTS_PER_SECOND))
                    .beside(new Yardstick("consumer and bulk insert", copied, null))
                    .with(Map.of("records", (double) copy.records(), "seconds", seconds)));
            figures.accept(ProcessorTime.figure("rebuild", projection + " processor time of an event", each));
        }
    }

    private void await(String path, Predicate<Reply> until) throws InterruptedException {
        awaitAs(supervisor, path, until);
    }

    private void awaitAs(String token, String path, Predicate<Reply> until) throws InterruptedException {
        long giveUp = System.nanoTime() + BUILT_WITHIN.toNanos();
        while (!until.test(sender.ask(Ask.get(port, path, token)))) {
            if (System.nanoTime() > giveUp) {
                throw new PartFailed(path + " does not come to show what it should");
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }

    private static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(reply.body().getBytes());
        } catch (IOException e) {
            throw new PartFailed("The query service answered something else than JSON", e);
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    @Override
    public void close() {
        sender.close();
    }
}
