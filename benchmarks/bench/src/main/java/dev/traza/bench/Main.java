package dev.traza.bench;

import dev.traza.bench.report.Comparison;
import dev.traza.bench.report.Figure;
import dev.traza.bench.report.Machine;
import dev.traza.bench.report.Results;
import dev.traza.bench.report.Run;
import dev.traza.bench.report.Table;
import dev.traza.stack.command.Misuse;
import dev.traza.stack.home.HomeLock;
import dev.traza.stack.home.StackHome;
import dev.traza.stack.process.Checkout;
import dev.traza.stack.process.PartFailed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code ./traza bench} runs. */
public final class Main {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int COMPARED = 3;

    private Main() {}

    /**
     * Exits with 0 when everything was measured, 1 when something could not be, 2 when what was asked makes no sense.
     *
     * @param arguments names of benchmarks, then options; or {@code compare} and two files
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), System.getenv(), out, err));
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            if (arguments.stream().anyMatch(word -> word.equals("--help") || word.equals("-h"))) {
                out.print(Settings.HELP);
                return DONE;
            }
            if (!arguments.isEmpty() && arguments.getFirst().equals("compare")) {
                compare(arguments, out);
                return DONE;
            }
            return measure(Settings.read(arguments), environment, out, err);
        } catch (Misuse | PartFailed e) {
            err.println(e.getMessage());
            return e instanceof Misuse ? MISUSED : FAILED;
        } catch (IOException e) {
            err.println("A file cannot be used: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            err.println("Interrupted");
            return FAILED;
        }
    }

    private static void compare(List<String> arguments, PrintStream out) throws IOException {
        if (arguments.size() != COMPARED) {
            throw new Misuse("Name two results: ./traza bench compare BEFORE.json AFTER.json");
        }
        Run before = Results.read(Path.of(arguments.get(1)));
        Run after = Results.read(Path.of(arguments.get(2)));
        new Comparison(before, after).lines().forEach(out::println);
    }

    private static int measure(Settings settings, Map<String, String> environment, PrintStream out, PrintStream err)
            throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        Path home = StackHome.from(environment, checkout).folder().resolve("bench");
        try (HomeLock lock = HomeLock.take(new StackHome(home), Duration.ZERO, () -> {})) {
            if (lock == null) {
                err.println("Another ./traza bench is at work in " + home);
                return FAILED;
            }
            Machine machine = Machine.here();
            Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            List<Figure> figures = new ArrayList<>();
            try {
                new Session(settings, home.resolve("stack"), err).measure(figures::add);
            } finally { // what was measured before something failed is not lost
                tell(
                        new Run(Commit.of(checkout.root()), begun.toString(), machine, settings.text(), figures),
                        home.resolve("results"),
                        out);
            }
            out.println("Measured in " + Duration.between(begun, Instant.now()).toSeconds() + " s");
            return DONE;
        }
    }

    private static void tell(Run run, Path results, PrintStream out) throws IOException {
        if (run.figures().isEmpty()) {
            return;
        }
        out.println();
        run.heading().forEach(out::println);
        out.println();
        Table.of(run).lines().forEach(out::println);
        out.println();
        out.println("Written to " + Results.write(run, results) + ", with a picture beside it");
    }
}
