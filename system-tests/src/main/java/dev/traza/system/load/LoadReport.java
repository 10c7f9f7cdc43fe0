package dev.traza.system.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a load.
 *
 * @param leftOut commands that never began because too many were under way
 */
public record LoadReport(List<Acknowledgement> acknowledgements, int leftOut) {

    public LoadReport {
        acknowledgements = List.copyOf(acknowledgements);
    }

    /** How many commands ended with this meaning. */
    public long count(Acknowledgement.Meaning meaning) {
        return acknowledgements.stream()
                .filter(told -> told.meaning() == meaning)
                .count();
    }

    /** How many commands needed more than one try. */
    public long triedAgain() {
        return acknowledgements.stream().filter(told -> told.attempts() > 1).count();
    }

    /**
     * From the first try to the answer.
     *
     * @param percent of the commands that took no longer, above 0 and up to 100
     */
    public Duration latency(double percent) {
        long[] sorted = acknowledgements.stream()
                .mapToLong(told ->
                        Duration.between(told.sentAt(), told.answeredAt()).toMillis())
                .sorted()
                .toArray();
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofMillis(sorted[(int) Math.ceil(sorted.length * percent / 100) - 1]);
    }

    /** In one line. */
    @Override
    public String toString() {
        Map<Acknowledgement.Meaning, Long> counts = new EnumMap<>(Acknowledgement.Meaning.class);
        Arrays.stream(Acknowledgement.Meaning.values()).forEach(meaning -> counts.put(meaning, count(meaning)));
        return "%d commands %s, %d tried again, %d left out, p50 %d ms, p99 %d ms"
                .formatted(
                        acknowledgements.size(),
                        counts,
                        triedAgain(),
                        leftOut,
                        latency(50).toMillis(),
                        latency(99).toMillis());
    }
}
