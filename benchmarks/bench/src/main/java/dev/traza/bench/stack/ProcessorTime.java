package dev.traza.bench.stack;

import dev.traza.bench.report.Figure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time by part. It is what suffers least from a machine that does other things beside.
 *
 * @param taken since each process began
 */
public record ProcessorTime(Map<String, Duration> taken) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** Keeps the order. */
    public ProcessorTime {
        taken = new LinkedHashMap<>(taken);
    }

    /**
     * What was taken since an earlier look for each of so many requests, in milliseconds by part.
     *
     * @param count of requests; more than 0
     */
    public Map<String, Double> millisEach(ProcessorTime before, double count) {
        Map<String, Double> each = new LinkedHashMap<>();
        taken.forEach((part, now) ->
                each.put(part, now.minus(before.taken.getOrDefault(part, now)).toNanos() / NANOS_PER_MILLI / count));
        return each;
    }

    /** A figure of the sum, with the parts as its details. */
    public static Figure figure(String benchmark, String what, Map<String, Double> millisEach) {
        return Figure.cost(
                        benchmark,
                        what,
                        millisEach.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum(),
                        "ms")
                .with(millisEach);
    }

    /** The parts that took something that can be told, for people. */
    public static String text(Map<String, Double> millisEach) {
        StringBuilder text = new StringBuilder();
        millisEach.forEach((part, millis) -> {
            if (millis >= 0.005) {
                text.append(text.isEmpty() ? "" : ", ").append("%s %.2f ms".formatted(part, millis));
            }
        });
        return text.toString();
    }
}
