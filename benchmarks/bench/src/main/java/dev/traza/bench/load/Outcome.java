package dev.traza.bench.load;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How a phase went, of its measured part only.
 *
 * @param seconds that were measured
 * @param begun requests that were due in that time and began, in time or late
 * @param endings how those ended that did
 * @param unanswered those that did not end until they were no longer waited for
 * @param notOffered requests that were due and never began, because there was no room for them
 * @param acceptedPerSecond requests whose answer came within the measured time, whenever they began
 * @param latencies in nanoseconds from when a request was due to when it was accepted; those that were not answered or
 *     never began are in it with the time that they had taken by then, so that no wait is left out
 */
public record Outcome(
        double seconds,
        long begun,
        Map<Ending, Long> endings,
        long unanswered,
        long notOffered,
        double acceptedPerSecond,
        Histogram latencies) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double SHARE_ANSWERED = 0.98;
    private static final double SHARE_FAILED = 0.001;

    /** At low rates a few more or less answers just before the end would decide. Per second. */
    private static final double FEW = 1;

    /** Makes the map unchangeable. */
    public Outcome {
        endings = Map.copyOf(new EnumMap<>(endings));
    }

    /** How many ended like this. */
    public long count(Ending ending) {
        return endings.getOrDefault(ending, 0L);
    }

    /** The latency that this part of all stayed within, in milliseconds. */
    public double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    /** The longest latency in milliseconds. */
    public double longestMillis() {
        return latencies.getMaxValue() / NANOS_PER_MILLI;
    }

    /**
     * Whether this rate was kept: answers came as fast as requests were due, practically none was sent away or failed, and
     * waiting stayed bearable, so that no queue grew somewhere.
     */
    public boolean kept(double perSecond, Duration bearable) {
        long lost = count(Ending.FAILED) + count(Ending.TURNED_AWAY) + unanswered + notOffered;
        double answered = acceptedPerSecond + count(Ending.REFUSED) / seconds;
        return answered >= SHARE_ANSWERED * perSecond - FEW
                && lost <= SHARE_FAILED * (begun + notOffered)
                && millis(99) <= bearable.toMillis();
    }

    /** In one line, for people. */
    public String text() {
        return "%.0f/s accepted, p50 %.1f ms, p99 %.1f ms%s%s%s%s%s"
                .formatted(
                        acceptedPerSecond,
                        millis(50),
                        millis(99),
                        some(count(Ending.REFUSED), "refused"),
                        some(count(Ending.TURNED_AWAY), "turned away"),
                        some(count(Ending.FAILED), "failed"),
                        some(unanswered, "unanswered"),
                        some(notOffered, "could not be offered"));
    }

    private static String some(long count, String what) {
        return count == 0 ? "" : ", " + count + " " + what;
    }
}
