package dev.traza.bench.command;

import dev.traza.bench.http.HttpSender;
import dev.traza.bench.load.Ending;
import dev.traza.bench.load.OpenLoop;
import dev.traza.bench.load.Outcome;
import dev.traza.bench.load.Pace;
import dev.traza.bench.load.Phase;
import dev.traza.bench.report.Figure;
import dev.traza.bench.report.Goal;
import dev.traza.bench.stack.BenchStack;
import dev.traza.contract.envelope.Role;
import dev.traza.stack.Part;
import dev.traza.stack.process.PartFailed;
import dev.traza.stack.service.ServiceProcess;
import dev.traza.stack.token.TokenRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How long callers wait when a part dies ({@code kill -9}) under a light load, until another takes over or it is back. */
public final class Recovery implements AutoCloseable {

    private static final int PER_SECOND = 50;
    private static final int MOST_AT_ONCE = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Long enough for the second node to get its partitions, and copies of the first one's stores. */
    private static final Duration TOGETHER = Duration.ofSeconds(15);

    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(60);
    private static final int GOAL_SECONDS = 3;

    /** Then the command service answers that a command is on record and not decided yet; who waited that long waits on. */
    private static final double TAKEN_AFTER_SECONDS = 5;

    private final BenchStack stack;
    private final Consumer<String> progress;
    private final OpenLoop loop = new OpenLoop(Pace.ofTheMachine());
    private final HttpSender sender = new HttpSender(MOST_AT_ONCE, TIMEOUT);
    private final AtomicReference<CommandMix.@Nullable Accepted> last = new AtomicReference<>();
    private final People people;
    private final long seed;

    /**
     * On this stack.
     *
     * @param progress told in sentences how far it is
     */
    public Recovery(BenchStack stack, long seed, Consumer<String> progress) {
        this.stack = stack;
        this.seed = seed;
        this.progress = progress;
        this.people = People.with(stack.key());
    }

    /** Lets one part after the other die. */
    public void measure(Consumer<Figure> figures) throws InterruptedException {
        ServiceProcess second = stack.anotherCommandService();
        second.start();
        CommandMix commands = new CommandMix(
                sender, second.port(), people, "recovery-" + Long.toString(System.nanoTime(), 36), seed, last::set);
        loop.run(Phase.atRate(PER_SECOND, Duration.ZERO, TOGETHER, MOST_AT_ONCE), commands);

        longestWait("one of two command nodes dies", commands, () -> stack.parts()
                        .kill(Part.TICKET_COMMAND_SERVICE))
                .with(Goal.atMost(GOAL_SECONDS), figures);
        stack.parts().start(Part.TICKET_COMMAND_SERVICE);
        loop.run(Phase.atRate(PER_SECOND, Duration.ZERO, TOGETHER, MOST_AT_ONCE), commands);
        longestWait("the only broker dies and is started again", commands, () -> {
                    stack.parts().kill(Part.KAFKA);
                    stack.parts().start(Part.KAFKA);
                })
                .with(null, figures);
        documents(figures);
        second.stop();
    }

    /** The longest wait of a command, in seconds; or how long it was at least. */
    private record Wait(String what, double seconds, Map<String, Double> details) {

        void with(@Nullable Goal goal, Consumer<Figure> figures) {
            Figure figure = Figure.cost("recovery", what + ": longest wait of a command", seconds, "s");
            figures.accept((goal == null ? figure : figure.shallBe(goal)).with(details));
        }
    }

    private Wait longestWait(String what, CommandMix commands, Runnable death) {
        Executor later = CompletableFuture.delayedExecutor(BEFORE.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> dead = CompletableFuture.runAsync(death, later);
        Outcome outcome = loop.run(Phase.atRate(PER_SECOND, Duration.ZERO, MEASURED, MOST_AT_ONCE), commands);
        try {
            dead.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof PartFailed failed ? failed : e;
        }
        progress.accept("%s: %s, longest %.0f ms".formatted(what, outcome.text(), outcome.longestMillis()));
        long taken = outcome.count(Ending.TURNED_AWAY);
        return new Wait(
                what,
                Math.max(outcome.longestMillis() / 1e3, taken > 0 ? TAKEN_AFTER_SECONDS : 0),
                Map.of(
                        "p99Millis", outcome.millis(99),
                        "takenUndecided", (double) taken,
                        "unanswered", (double) outcome.unanswered(),
                        "notOffered", (double) outcome.notOffered()));
    }

    /** The ticket is read from the documents. */
    private void documents(Consumer<Figure> figures) throws InterruptedException {
        CommandMix.Accepted written = last.get();
        if (written == null) {
            throw new IllegalStateException("Not one command was accepted");
        }
        Reader reader = new Reader(
                stack.port(Part.TICKET_QUERY_SERVICE), stack.key().sign(TokenRequest.of(Role.SUPERVISOR, "sara")));
        reader.awaitVisible(sender, written, VISIBLE_WITHIN);
        long begun = System.nanoTime();
        stack.parts().kill(Part.MONGO);
        stack.parts().start(Part.MONGO);
        if (!reader.awaitVisible(sender, written, VISIBLE_WITHIN)) {
            throw new IllegalStateException(
                    "No ticket could be read within %s of the documents being ready again".formatted(VISIBLE_WITHIN));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        progress.accept("the documents die and are started again: a ticket is read after %.2f s".formatted(seconds));
        figures.accept(Figure.cost(
                "recovery", "the documents die and are started again: until a ticket is read", seconds, "s"));
    }

    @Override
    public void close() {
        sender.close();
    }
}
