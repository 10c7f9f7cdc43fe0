package dev.traza.query.figures;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** What is gathered of one group in one period until its value is known. */
final class Tally {

    private static final int[] NONE = {};

    private long count;
    private long of;
    private long sum;
    private final long[] scores = new long[5];
    private int[] times = NONE;
    private int kept;

    void count(long more) {
        count += more;
    }

    void share(boolean has) {
        of++;
        count += has ? 1 : 0;
    }

    void judge(int score) {
        of++;
        if (score > 0) {
            scores[score - 1]++;
        }
    }

    void sum(long seconds) {
        count++;
        sum += seconds;
    }

    /** Times that took longer than 68 years count as that long. */
    void time(long seconds) {
        if (kept == times.length) {
            times = Arrays.copyOf(times, Math.max(8, kept + kept / 2));
        }
        times[kept++] = (int) Math.min(seconds, Integer.MAX_VALUE);
    }

    void add(Tally other) {
        count += other.count;
        of += other.of;
        sum += other.sum;
        for (int i = 0; i < scores.length; i++) {
            scores[i] += other.scores[i];
        }
        if (other.kept > 0) {
            times = Arrays.copyOf(times, kept + other.kept);
            System.arraycopy(other.times, 0, times, kept, other.kept);
            kept += other.kept;
        }
    }

    Value value(Measure measure) {
        return switch (measure) {
            case COUNT, LEVEL -> new Value.Count(count);
            case TIME -> times();
            case RATE -> new Value.Rate(count, of);
            case SCORE -> new Value.Scores(LongStream.of(scores).boxed().toList(), of);
            case SUM -> new Value.Sum(count, sum);
        };
    }

    private Value times() {
        if (kept == 0) {
            return new Value.Times(0, 0, 0, 0);
        }
        int[] sorted = Arrays.copyOf(times, kept);
        Arrays.sort(sorted);
        return new Value.Times(
                kept,
                rank(sorted, 50),
                rank(sorted, 90),
                Arrays.stream(sorted).average().orElse(0));
    }

    private static long rank(int[] sorted, int percent) {
        return sorted[(int) (((long) sorted.length * percent + 99) / 100) - 1];
    }

    static Tally sumOf(List<Tally> parts) {
        Tally sum = new Tally();
        parts.forEach(sum::add);
        return sum;
    }
}
