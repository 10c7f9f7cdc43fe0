package dev.traza.bench.load;

import java.util.function.DoubleFunction;

/**
 * Finds the highest rate that is kept, by halving the way between the highest known to be kept and the lowest known not to
 * be. A rate that was lost is not tried again; so noise makes the result lower rather than higher.
 *
 * @param tries at most
 * @param precise how far apart, as a part of the lower one, the two rates may be in the end
 */
public record RateSearch(int tries, double precise) {

    private static final double UP = 1.25;
    private static final double DOWN = 0.7;

    /** Whether a rate was kept, and what else is known of it. */
    public interface Trial {

        /** Whether it was kept. */
        boolean kept();
    }

    /**
     * The highest kept rate.
     *
     * @param perSecond 0 when none was kept
     * @param tried how many rates
     */
    public record Found(double perSecond, int tried) {}

    /**
     * Searches.
     *
     * @param begin the rate to try first, best a guess of the result
     * @param attempt tries a rate
     */
    public Found search(double begin, DoubleFunction<? extends Trial> attempt) {
        double kept = 0;
        double lost = Double.POSITIVE_INFINITY;
        double next = begin;
        int tried = 0;
        while (tried < tries && (kept == 0 || lost - kept > precise * kept)) {
            tried++;
            if (attempt.apply(next).kept()) {
                kept = next;
            } else {
                lost = next;
            }
            if (kept == 0) {
                next = lost * DOWN;
            } else {
                next = Double.isInfinite(lost) ? kept * UP : (kept + lost) / 2;
            }
        }
        return new Found(kept, tried);
    }
}
