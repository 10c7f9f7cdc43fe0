package dev.traza.bench.command;

import dev.traza.bench.http.HttpSender;
import dev.traza.bench.load.Ending;
import dev.traza.bench.load.OpenLoop;
import dev.traza.bench.load.Outcome;
import dev.traza.bench.load.Pace;
import dev.traza.bench.load.Phase;
import dev.traza.bench.load.RateSearch;
import dev.traza.bench.load.Target;
import dev.traza.bench.report.Figure;
import dev.traza.bench.report.Goal;
import dev.traza.bench.report.Yardstick;
import dev.traza.bench.stack.BareTransaction;
import dev.traza.bench.stack.BenchStack;
import dev.traza.bench.stack.Lag;
import dev.traza.bench.stack.ProcessorTime;
import dev.traza.bench.stack.Written;
import dev.traza.bench.stack.Written.OnTopic;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.Part;
import dev.traza.stack.service.ServiceProcess;
import dev.traza.stack.token.TokenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Commands over HTTP on a stack with all services. */
public final class CommandPath implements AutoCloseable {

    /** What one small machine shall accept. */
    public static final int GOAL_PER_SECOND = 2_500;

    private static final double GOAL_OF_APPENDING = 0.5;
    private static final double GOAL_P50_OF_TRANSACTION = 3;
    private static final double GOAL_P99_OF_TRANSACTION = 4;
    private static final int GOAL_VISIBLE_MILLIS = 250;

    /** Fewer than the command service lets wait, so that it turns nobody away for their number alone. */
    private static final int MOST_AT_ONCE = 1_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Longer, and callers would say that it does not work. */
    private static final Duration BEARABLE = Duration.ofSeconds(1);

    private static final int WINDOW = 128;
    private static final Duration STEP_WARM_UP = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final RateSearch SEARCH = new RateSearch(5, 0.06);

    /** So many rounds without a better one than before, by this factor, and it is warm. */
    private static final int ROUNDS_WITHOUT_GROWTH = 4;

    private static final double GROWTH = 1.03;

    private static final int CONFIRMATIONS = 4;
    private static final double LESS = 0.93;

    private static final int CALM_PER_SECOND = 100;
    private static final Duration CALM = Duration.ofSeconds(5);

    /** Far enough apart that each transaction finds the one before it over. */
    private static final int TRANSACTIONS_PER_SECOND = 50;

    private static final Duration TRANSACTION_WARM_UP = Duration.ofSeconds(4);
    private static final int KEY_BYTES = 36;
    private static final Duration CATCH_UP = Duration.ofSeconds(30);

    private static final int YOUNG_TICKETS = 20;
    private static final int OLD_EVENTS = 1_000;
    private static final double GOAL_OLD_OF_YOUNG = 3;

    /** Topics that a command is carried out on, in one transaction; the stores' changelogs begin like this. */
    private static final String CHANGELOGS = "ticket-command-processor-";

    private static final List<String> IN_THE_TRANSACTION =
            List.of(Topics.TICKET_EVENTS.name(), Topics.TICKET_COMMAND_REPLIES.name(), Topics.TICKET_KEYS.name());

    private final BenchStack stack;
    private final Load load;
    private final Consumer<String> progress;
    private final OpenLoop loop = new OpenLoop(Pace.ofTheMachine());
    private final HttpSender sender = new HttpSender(MOST_AT_ONCE, TIMEOUT);
    private final People people;
    private final AtomicReference<CommandMix.@Nullable Accepted> last = new AtomicReference<>();
    private final CommandMix mix;
    private final Reader reader;

    /** Commands per second that were answered with {@link #WINDOW} under way, when it was warm. */
    private double answered = 1;

    /**
     * How much load.
     *
     * @param measured how long a figure is measured
     * @param warmUp how long load runs before that at most, if it gets faster as long as that
     */
    public record Load(Duration measured, Duration warmUp, int seed) {}

    /**
     * On this stack.
     *
     * @param progress told in sentences how far it is
     */
    public CommandPath(BenchStack stack, Load load, Consumer<String> progress) {
        this.stack = stack;
        this.load = load;
        this.progress = progress;
        this.people = People.with(stack.key());
        this.mix = mix(stack.port(Part.TICKET_COMMAND_SERVICE), "bench", last::set);
        this.reader = new Reader(
                stack.port(Part.TICKET_QUERY_SERVICE), stack.key().sign(TokenRequest.of(Role.SUPERVISOR, "sara")));
    }

    /** Lets everything be loaded and compiled that work needs. */
    public void warmUp() {
        answered = warmUp("commands", mix);
    }

    /** Puts as much load on it as it takes until that is not more any more: until all of it is compiled. */
    private double warmUp(String what, Target target) {
        double best = 0;
        int behind = 0;
        for (long round = 1;
                behind < ROUNDS_WITHOUT_GROWTH
                        && round * STEP.toMillis() <= load.warmUp().toMillis();
                round++) {
            Outcome outcome = loop.run(Phase.window(WINDOW, Duration.ZERO, STEP), target);
            progress.accept("%s, warm-up %d, %d at once: %s".formatted(what, round, WINDOW, outcome.text()));
            boolean cold = outcome.count(Ending.TURNED_AWAY) > 0;
            behind = cold || outcome.acceptedPerSecond() > best * GROWTH ? 0 : behind + 1;
            best = Math.max(best, outcome.acceptedPerSecond());
        }
        return best;
    }

    /**
     * Measures how many commands are accepted, and how many records an endpoint appends that does nothing else.
     *
     * @param rate to be kept instead of the highest one that is
     * @return the rate that was kept
     */
    public double throughput(OptionalInt rate, Consumer<Figure> figures) throws InterruptedException {
        int valueBytes = commandBytes() - KEY_BYTES;
        Written since = Written.since(stack.bootstrapServers());
        Kept commands = kept("commands", rate, answered, mix);
        Map<String, Double> details = new LinkedHashMap<>(details(commands.outcome()));
        details.put("commandsPerTransaction", commandsPerTransaction(since));
        details.putAll(behind());
        Kept appended;
        ServiceProcess append = stack.appendOnly(valueBytes);
        try {
            append.start();
            Target appending = mix(append.port(), "append", _ -> {});
            appended = kept("append only", OptionalInt.empty(), warmUp("append only", appending), appending);
        } finally {
            append.stop();
        }
        details.put("recordBytes", (double) (valueBytes + KEY_BYTES));
        details.put("appendOnlyP99Millis", appended.outcome().millis(99));
        figures.accept(Figure.rate("commands", "accepted", commands.outcome().acceptedPerSecond(), "/s")
                .shallBe(Goal.atLeast(GOAL_PER_SECOND))
                .beside(new Yardstick("append only", appended.acceptedPerSecond(), Goal.atLeast(GOAL_OF_APPENDING)))
                .with(details));
        figures.accept(ProcessorTime.figure("commands", "processor time of a command", commands.processorMillis()));
        progress.accept("processor time of a command: " + ProcessorTime.text(commands.processorMillis()));
        return Math.max(1, commands.perSecond());
    }

    /** Measures how long commands take at this rate, and how long one transaction of the same size takes. */
    public void latency(double perSecond, Consumer<Figure> figures) throws InterruptedException {
        awaitCalm();
        Written since = Written.since(stack.bootstrapServers());
        Outcome outcome = loop.run(Phase.atRate(perSecond, STEP_WARM_UP, load.measured(), MOST_AT_ONCE), mix);
        Map<String, OnTopic> written = since.untilNow();
        List<Integer> sizes = transaction(written);
        double perTransaction = commandsPerTransaction(written);
        progress.accept("latency at %.0f/s: %s".formatted(perSecond, outcome.text()));
        awaitCalm();
        Outcome bare;
        String what;
        try (BareTransaction transaction = BareTransaction.on(stack.bootstrapServers(), sizes, stack.partitions())) {
            bare = loop.run(
                    Phase.atRate(TRANSACTIONS_PER_SECOND, TRANSACTION_WARM_UP, load.measured(), 1), transaction);
            what = "bare transaction";
            progress.accept("%s of %d records, %d B: %s"
                    .formatted(what, transaction.records(), transaction.bytes(), bare.text()));
        }
        Map<String, Double> details = new LinkedHashMap<>(details(outcome));
        details.put("perSecond", perSecond);
        details.put("commandsPerTransaction", perTransaction);
        details.put("transactionRecords", (double) sizes.size());
        details.put(
                "transactionBytes",
                sizes.stream().mapToDouble(Integer::doubleValue).sum());
        figures.accept(cost("p50", outcome.millis(50), what, bare.millis(50), Goal.atMost(GOAL_P50_OF_TRANSACTION))
                .with(details));
        figures.accept(cost("p90", outcome.millis(90), what, bare.millis(90), null));
        figures.accept(cost("p99", outcome.millis(99), what, bare.millis(99), Goal.atMost(GOAL_P99_OF_TRANSACTION)));
        figures.accept(cost("p99.9", outcome.millis(99.9), what, bare.millis(99.9), null));
        figures.accept(cost("longest", outcome.longestMillis(), what, bare.longestMillis(), null));
    }

    /** Measures how long after their acceptance commands can be read, while so many are accepted. */
    public void visible(double perSecond, Consumer<Figure> figures) throws InterruptedException {
        awaitCalm();
        Visibility visibility = new Visibility(sender, reader);
        CommandMix watched = mix(stack.port(Part.TICKET_COMMAND_SERVICE), "visible", visibility::accepted);
        loop.run(Phase.atRate(perSecond, STEP_WARM_UP, STEP_WARM_UP, MOST_AT_ONCE), watched);
        visibility.begin();
        Outcome outcome = loop.run(Phase.atRate(perSecond, Duration.ZERO, load.measured(), MOST_AT_ONCE), watched);
        visibility.end(CATCH_UP);
        progress.accept("visible at %.0f/s: %s; %s".formatted(perSecond, outcome.text(), visibility.text()));
        visibility
                .figures(perSecond)
                .forEach(figure -> figures.accept(
                        figure.what().contains("p99") ? figure.shallBe(Goal.atMost(GOAL_VISIBLE_MILLIS)) : figure));
    }

    /** Measures what a comment costs on a ticket that has had a thousand events, beside one on young tickets. */
    public void history(Consumer<Figure> figures) throws InterruptedException {
        int port = stack.port(Part.TICKET_COMMAND_SERVICE);
        Comments young = new Comments(sender, port, people, load.seed()).open(YOUNG_TICKETS);
        Comments old = new Comments(sender, port, people, load.seed()).open(1).grow(OLD_EVENTS);
        awaitCalm();
        Alone few = alone("comments on young tickets", young);
        awaitCalm();
        Alone many = alone("comments on a ticket of " + OLD_EVENTS + " events", old);
        String yardstick = "young tickets";
        Goal goal = Goal.atMost(GOAL_OLD_OF_YOUNG);
        figures.accept(Figure.cost(
                        "history",
                        "p50 at " + OLD_EVENTS + " events",
                        many.outcome().millis(50),
                        "ms")
                .beside(new Yardstick(yardstick, few.outcome().millis(50), goal))
                .with(details(many.outcome())));
        Figure processor =
                ProcessorTime.figure("history", "processor time at " + OLD_EVENTS + " events", many.processorMillis());
        figures.accept(processor.beside(new Yardstick(
                yardstick,
                ProcessorTime.figure("history", yardstick, few.processorMillis())
                        .value(),
                goal)));
    }

    /** Requests that each wait for the one before. */
    private record Alone(Outcome outcome, Map<String, Double> processorMillis) {}

    private Alone alone(String what, Target target) {
        loop.run(Phase.window(1, Duration.ZERO, STEP_WARM_UP), target);
        ProcessorTime before = stack.processorTime();
        Outcome outcome =
                loop.run(Phase.window(1, Duration.ZERO, load.measured().dividedBy(2)), target);
        Map<String, Double> each = stack.processorTime().millisEach(before, Math.max(1, outcome.begun()));
        progress.accept("%s: %s; each takes %s".formatted(what, outcome.text(), ProcessorTime.text(each)));
        return new Alone(outcome, each);
    }

    @Override
    public void close() {
        sender.close();
    }

    /**
     * A rate that was kept, or the last one that was tried when none was.
     *
     * @param perSecond that was asked for
     * @param processorMillis that each part took for a request
     */
    private record Kept(double perSecond, Outcome outcome, boolean isKept, Map<String, Double> processorMillis)
            implements RateSearch.Trial {

        /** Not more than was due, also when something from before was answered in this time. */
        double acceptedPerSecond() {
            return Math.min(perSecond, outcome.acceptedPerSecond());
        }

        @Override
        public boolean kept() {
            return isKept;
        }
    }

    /** Searches the highest rate, and then keeps it as long as a figure is measured; a little less until that is done. */
    private Kept kept(String what, OptionalInt given, double guess, Target target) {
        double perSecond = given.isPresent()
                ? given.getAsInt()
                : SEARCH.search(Math.max(1, guess), rate -> attempt(what, rate, STEP, target))
                        .perSecond();
        Kept kept = attempt(what, Math.max(1, perSecond), load.measured(), target);
        for (int n = 1; n < CONFIRMATIONS && !kept.isKept() && given.isEmpty(); n++) {
            kept = attempt(what, kept.perSecond() * LESS, load.measured(), target);
        }
        return kept;
    }

    private Kept attempt(String what, double perSecond, Duration measured, Target target) {
        ProcessorTime before = stack.processorTime();
        Outcome outcome = loop.run(Phase.atRate(perSecond, STEP_WARM_UP, measured, MOST_AT_ONCE), target);
        double requests = perSecond * measured.plus(STEP_WARM_UP).toMillis() / 1e3;
        Map<String, Double> each = stack.processorTime().millisEach(before, requests);
        Kept kept = new Kept(perSecond, outcome, outcome.kept(perSecond, BEARABLE), each);
        progress.accept("%s at %.0f/s for %d s: %s, %s"
                .formatted(what, perSecond, measured.toSeconds(), kept.isKept() ? "kept" : "not kept", outcome.text()));
        return kept;
    }

    /** The size of a command on its topic. */
    private int commandBytes() throws InterruptedException {
        Written since = Written.since(stack.bootstrapServers());
        loop.run(Phase.atRate(CALM_PER_SECOND, Duration.ZERO, CALM, MOST_AT_ONCE), mix);
        return since.untilNow()
                .getOrDefault(Topics.TICKET_COMMANDS.name(), new OnTopic(1, KEY_BYTES * 2L, 0))
                .bytesEach();
    }

    private double commandsPerTransaction(Written since) throws InterruptedException {
        double each = commandsPerTransaction(since.untilNow(Topics.TICKET_COMMAND_REPLIES.name()::equals));
        progress.accept("commands in a transaction: %.1f on average, since the search began".formatted(each));
        return each;
    }

    /** All answers to one gateway go to one partition, so that each transaction leaves one mark there. */
    private static double commandsPerTransaction(Map<String, OnTopic> written) {
        OnTopic replies = written.getOrDefault(Topics.TICKET_COMMAND_REPLIES.name(), new OnTopic(0, 0, 0));
        return replies.marks() == 0 ? 0 : (double) replies.records() / replies.marks();
    }

    /** The sizes of the records that carrying out one command writes, on average; each topic's as often as it is written to. */
    private static List<Integer> transaction(Map<String, OnTopic> written) {
        long commands = Math.max(
                1,
                written.getOrDefault(Topics.TICKET_COMMANDS.name(), new OnTopic(1, 1, 0))
                        .records());
        List<Integer> sizes = new ArrayList<>();
        written.forEach((topic, onTopic) -> {
            if (topic.startsWith(CHANGELOGS) || IN_THE_TRANSACTION.contains(topic)) {
                long each = Math.round((double) onTopic.records() / commands);
                for (int n = 0; n < each; n++) {
                    sizes.add(onTopic.bytesEach());
                }
            }
        });
        return sizes;
    }

    /** How far the services behind are behind now, and how long they need to have no more to do. */
    private Map<String, Double> behind() throws InterruptedException {
        Map<String, Double> details = new LinkedHashMap<>();
        long begun = System.nanoTime();
        try (Lag lag = new Lag(stack.bootstrapServers())) {
            Map<String, Long> behind = lag.now();
            CommandMix.Accepted written = last.get();
            if (written != null) {
                boolean seen = reader.awaitVisible(sender, written, CATCH_UP);
                details.put("lastSeenAfterSeconds", seen ? secondsSince(begun) : -1);
            }
            lag.awaitCalm(CATCH_UP);
            details.put("allCaughtUpAfterSeconds", secondsSince(begun));
            // Marks of transactions, which nobody works on, stay between the last place and the end.
            Map<String, Long> calm = lag.now();
            behind.forEach((group, records) ->
                    details.put("behind:" + group, (double) Math.max(0, records - calm.getOrDefault(group, 0L))));
        }
        progress.accept("behind the commands: " + details);
        return details;
    }

    /** Waits until nobody has anything left to do, so that one figure does not pay for the one before. */
    private void awaitCalm() throws InterruptedException {
        try (Lag lag = new Lag(stack.bootstrapServers())) {
            lag.awaitCalm(CATCH_UP);
        }
    }

    private CommandMix mix(int port, String what, Consumer<CommandMix.Accepted> accepted) {
        return new CommandMix(
                sender, port, people, what + "-" + Long.toString(System.nanoTime(), 36), load.seed(), accepted);
    }

    private static Figure cost(
            String what, double millis, String yardstick, double yardstickMillis, @Nullable Goal ofYardstick) {
        return Figure.cost("latency", what, millis, "ms")
                .beside(new Yardstick(yardstick, yardstickMillis, ofYardstick));
    }

    private static Map<String, Double> details(Outcome outcome) {
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("p50Millis", outcome.millis(50));
        details.put("p90Millis", outcome.millis(90));
        details.put("p99Millis", outcome.millis(99));
        details.put("p99.9Millis", outcome.millis(99.9));
        details.put("longestMillis", outcome.longestMillis());
        outcome.endings().forEach((ending, count) -> details.put(ending.name(), (double) count));
        details.put("unanswered", (double) outcome.unanswered());
        details.put("notOffered", (double) outcome.notOffered());
        return details;
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
