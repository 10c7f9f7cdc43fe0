package dev.traza.bench;

import dev.traza.bench.command.CommandPath;
import dev.traza.bench.command.CommandPath.Load;
import dev.traza.bench.command.Recovery;
import dev.traza.bench.read.Reading;
import dev.traza.bench.report.Figure;
import dev.traza.bench.stack.AtRest;
import dev.traza.bench.stack.BenchStack;
import dev.traza.stack.Part;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** One run: the stacks it needs, one after the other, and what is measured on each. */
final class Session {

    private static final Set<Part> FOR_READING = EnumSet.of(Part.KAFKA, Part.MONGO, Part.TICKET_QUERY_SERVICE);

    private static final Set<Benchmark> COMMAND_PATH =
            EnumSet.of(Benchmark.COMMANDS, Benchmark.LATENCY, Benchmark.VISIBLE, Benchmark.HISTORY);

    private final Settings settings;
    private final Path folder;
    private final PrintStream progress;

    Session(Settings settings, Path folder, PrintStream progress) {
        this.settings = settings;
        this.folder = folder;
        this.progress = progress;
    }

    /** Measures one thing after the other; each figure is told as soon as it is known. */
    void measure(Consumer<Figure> figures) throws InterruptedException {
        if (asks(Benchmark.REST)
                || asks(Benchmark.RECOVERY)
                || COMMAND_PATH.stream().anyMatch(this::asks)) {
            progress.println("Starting all parts in " + folder);
            try (BenchStack stack = BenchStack.startIn(folder)) {
                if (asks(Benchmark.REST)) {
                    new AtRest(stack.parts(), progress::println).measure(figures);
                }
                if (COMMAND_PATH.stream().anyMatch(this::asks)) {
                    commandPath(stack, figures);
                }
                if (asks(Benchmark.RECOVERY)) {
                    try (Recovery recovery = new Recovery(stack, settings.seed(), progress::println)) {
                        recovery.measure(figures);
                    }
                }
            }
        }
        if (asks(Benchmark.READS) || asks(Benchmark.REBUILD)) {
            progress.println("Starting Kafka, the documents and the query service in " + folder);
            try (BenchStack stack = BenchStack.startIn(folder, FOR_READING);
                    Reading reading = new Reading(
                            stack,
                            settings.tickets(),
                            settings.clients(),
                            settings.seed(),
                            settings.measured().dividedBy(2),
                            progress::println)) {
                reading.fill();
                if (asks(Benchmark.READS)) {
                    reading.reads(figures);
                }
                if (asks(Benchmark.REBUILD)) {
                    reading.rebuild(figures);
                }
            }
        }
    }

    private void commandPath(BenchStack stack, Consumer<Figure> figures) throws InterruptedException {
        Load load = new Load(settings.measured(), settings.warmUp(), settings.seed());
        try (CommandPath path = new CommandPath(stack, load, progress::println)) {
            path.warmUp();
            double rate = settings.rate().orElse(CommandPath.GOAL_PER_SECOND);
            if (asks(Benchmark.COMMANDS)) {
                rate = path.throughput(settings.rate(), figures);
            }
            if (asks(Benchmark.LATENCY)) {
                path.latency(rate / 10, figures);
            }
            if (asks(Benchmark.VISIBLE)) {
                path.visible(Math.min(settings.visibleRate(), rate / 2), figures);
            }
            if (asks(Benchmark.HISTORY)) {
                path.history(figures);
            }
        }
    }

    private boolean asks(Benchmark benchmark) {
        return settings.benchmarks().contains(benchmark);
    }
}
