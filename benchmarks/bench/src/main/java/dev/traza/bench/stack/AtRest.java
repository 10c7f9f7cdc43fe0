package dev.traza.bench.stack;

import dev.traza.bench.report.Figure;
import dev.traza.bench.report.Goal;
import dev.traza.stack.Part;
import dev.traza.stack.Stack;
import dev.traza.stack.command.Memory;
import dev.traza.stack.process.PartProcess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What a stack costs that has nothing to do: how long its services take to start, and the memory of all parts. */
public final class AtRest {

    private static final double MIB = 1024.0 * 1024;
    private static final int GOAL_START_SECONDS = 4;
    private static final int GOAL_SERVICE_MIB = 250;
    private static final int GOAL_WHOLE_MIB = 2_253;
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private final Stack stack;
    private final Consumer<String> progress;

    /** Of this stack, all of which runs. */
    public AtRest(Stack stack, Consumer<String> progress) {
        this.stack = stack;
        this.progress = progress;
    }

    /** Starts each service anew while the others run, and then looks how much memory each part holds. */
    public void measure(Consumer<Figure> figures) throws InterruptedException {
        for (Part part : Part.services()) {
            stack.stop(part);
            long begun = System.nanoTime();
            stack.start(part);
            double seconds = (System.nanoTime() - begun) / 1e9;
            progress.accept("%s is ready after %.2f s".formatted(part.word(), seconds));
            figures.accept(Figure.cost("rest", part.word() + " start to ready", seconds, "s")
                    .shallBe(Goal.atMost(GOAL_START_SECONDS)));
        }
        Thread.sleep(SETTLE.toMillis());
        Map<String, Double> all = new LinkedHashMap<>();
        for (PartProcess part : stack.parts()) {
            OptionalLong bytes = Memory.residentBytes(part.handle());
            if (bytes.isPresent()) {
                all.put(part.name(), bytes.getAsLong() / MIB);
            }
        }
        all.forEach((name, mib) -> {
            Figure figure = Figure.cost("rest", name + " memory", mib, "MiB");
            figures.accept(isService(name) ? figure.shallBe(Goal.atMost(GOAL_SERVICE_MIB)) : figure);
        });
        figures.accept(Figure.cost(
                        "rest",
                        "memory of the whole stack",
                        all.values().stream().mapToDouble(Double::doubleValue).sum(),
                        "MiB")
                .shallBe(Goal.atMost(GOAL_WHOLE_MIB)));
    }

    private static boolean isService(String name) {
        return Part.of(name).filter(Part.services()::contains).isPresent();
    }
}
