package dev.traza.bench.command;

import dev.traza.bench.http.Ask;
import dev.traza.bench.http.HttpSender;
import dev.traza.bench.report.Figure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long after the answer to its sender a command's result can be read. Of all commands some are looked at, equally spread
 * over time; by turns in the ticket itself and in a list. What is measured includes the reading.
 */
final class Visibility {

    /** Few enough to be no load beside the commands. Nanoseconds. */
    private static final long LOOK_EVERY = 10_000_000;

    private static final int FOUND = 200;
    private static final int WAITED_IN_VAIN = 503;
    private static final int DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final HttpSender sender;
    private final Reader reader;
    private final Histogram tickets = histogram();
    private final Histogram lists = histogram();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean counts;
    private volatile boolean over;
    private long next;
    private boolean list;

    Visibility(HttpSender sender, Reader reader) {
        this.sender = sender;
        this.reader = reader;
    }

    /** From now on it counts. */
    void begin() {
        counts = true;
    }

    /** From now on nothing new counts; waits for those that are not seen yet. */
    void end(Duration atMost) throws InterruptedException {
        counts = false;
        long giveUp = System.nanoTime() + atMost.toNanos();
        while (waiting.get() > 0 && System.nanoTime() < giveUp) {
            Thread.sleep(20);
        }
        over = true;
        failed.addAndGet(waiting.get());
    }

    /** Told of each accepted command, by one thread. */
    void accepted(CommandMix.Accepted written) {
        long now = System.nanoTime();
        if (!counts || now - next < 0 && next != 0) {
            return;
        }
        next = now + LOOK_EVERY;
        list = !list;
        waiting.incrementAndGet();
        look(list ? reader.list(written) : reader.ticket(written), list ? lists : tickets, now);
    }

    private void look(Ask ask, Histogram latencies, long acceptedAt) {
        sender.send(ask, reply -> {
            if (over) {
                return; // counted as never seen
            }
            switch (reply.status()) {
                case FOUND -> {
                    latencies.recordValue(System.nanoTime() - acceptedAt);
                    waiting.decrementAndGet();
                }
                case WAITED_IN_VAIN -> look(ask, latencies, acceptedAt);
                default -> {
                    failed.incrementAndGet();
                    waiting.decrementAndGet();
                }
            }
        });
    }

    List<Figure> figures(double perSecond) {
        List<Figure> figures = new ArrayList<>();
        Map.of("ticket", tickets, "list", lists).entrySet().stream()
                .sorted(Map.Entry.<String, Histogram>comparingByKey().reversed())
                .forEach(kind -> {
                    figures.add(figure(kind.getKey() + " p50", kind.getValue(), 50, perSecond));
                    figures.add(figure(kind.getKey() + " p99", kind.getValue(), 99, perSecond));
                });
        return figures;
    }

    String text() {
        return "seen after p50 %.0f ms, p99 %.0f ms, in lists %.0f ms, %.0f ms; %d looked at, %d never seen"
                .formatted(
                        millis(tickets, 50),
                        millis(tickets, 99),
                        millis(lists, 50),
                        millis(lists, 99),
                        tickets.getTotalCount() + lists.getTotalCount(),
                        failed.get());
    }

    private Figure figure(String what, Histogram latencies, double percentile, double perSecond) {
        return Figure.cost("visible", what, millis(latencies, percentile), "ms")
                .with(Map.of(
                        "perSecond",
                        perSecond,
                        "lookedAt",
                        (double) latencies.getTotalCount(),
                        "neverSeen",
                        (double) failed.get(),
                        "longestMillis",
                        millis(latencies, 100)));
    }

    private static double millis(Histogram latencies, double percentile) {
        return latencies.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    private static Histogram histogram() {
        Histogram histogram = new ConcurrentHistogram(DIGITS);
        histogram.setAutoResize(true);
        return histogram;
    }
}
