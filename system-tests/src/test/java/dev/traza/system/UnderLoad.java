package dev.traza.system;

import static org.awaitility.Awaitility.await;

import dev.traza.system.load.Acknowledgement;
import dev.traza.system.load.AcknowledgementFile;
import dev.traza.system.load.LoadGenerator;
import dev.traza.system.load.LoadPlan;
import dev.traza.system.load.LoadReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A load in the background of a test, with its record on disk. */
final class UnderLoad implements AutoCloseable {

    private final LoadPlan plan;
    private final Path file;
    private final AcknowledgementFile record;
    private final AtomicInteger answered = new AtomicInteger();
    private final LoadGenerator generator;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<LoadReport> report;

    private UnderLoad(Traza traza, LoadPlan plan) throws IOException {
        this.plan = plan;
        this.file = Path.of("target", "acknowledgements-" + plan.run() + ".jsonl");
        Files.deleteIfExists(file); // of an earlier run, which had another stack
        this.record = AcknowledgementFile.appending(file);
        this.generator = new LoadGenerator(plan, traza::token, LoadGenerator.client(), told -> {
            record.add(told);
            answered.incrementAndGet();
        });
        this.report = thread.submit(generator::run);
    }

    /** Lets a load begin. */
    static UnderLoad begin(Traza traza, LoadPlan plan) throws IOException {
        return new UnderLoad(traza, plan);
    }

    /** Waits until this part of the plan has been answered. */
    void awaitAnswered(double part) {
        await("%d %% of the load are answered".formatted(Math.round(part * 100)))
                .atMost(plan.duration().plus(Duration.ofSeconds(60)))
                .until(() -> answered.get() >= part * plan.commands());
    }

    /** Waits until so many more commands were due, whether they are answered or not; or until all were. */
    void awaitDue(int more) {
        int enough = Math.min(generator.begun() + more, plan.commands());
        await("%d commands more are due".formatted(more))
                .atMost(plan.duration().plus(Duration.ofSeconds(60)))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> generator.begun() >= enough);
    }

    /** How many commands were due so far. */
    int due() {
        return generator.begun();
    }

    /** Whether this part of the plan is still to come. */
    boolean isBefore(double part) {
        return generator.begun() < part * plan.commands();
    }

    /** Waits until everything is answered or given up. */
    LoadReport awaitEnd() throws InterruptedException, ExecutionException {
        return report.get();
    }

    /** What callers were told, as it stands in the file. */
    List<Acknowledgement> acknowledgements() throws IOException {
        return AcknowledgementFile.read(file);
    }

    @Override
    public void close() throws IOException {
        generator.stop();
        thread.close();
        record.close();
    }
}
