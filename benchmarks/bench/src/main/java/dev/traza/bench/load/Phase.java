package dev.traza.bench.load;

import java.time.Duration;

/**
 * One stretch of load.
 *
 * @param warmUp how long requests begin before any counts
 * @param measured how long those begin that count
 * @param mostAtOnce requests under way; those for which there is no room begin late, and the wait counts as theirs
 * @param drain how long the last answers are waited for
 */
public record Phase(Arrivals arrivals, Duration warmUp, Duration measured, int mostAtOnce, Duration drain) {

    /** Makes sure that there is something to measure. */
    public Phase {
        if (mostAtOnce < 1 || measured.isNegative() || measured.isZero() || warmUp.isNegative()) {
            throw new IllegalArgumentException("A phase needs time and room");
        }
    }

    /** At this rate. */
    public static Phase atRate(double perSecond, Duration warmUp, Duration measured, int mostAtOnce) {
        return new Phase(new Arrivals.AtRate(perSecond), warmUp, measured, mostAtOnce, Duration.ofSeconds(30));
    }

    /** As many as are answered, with so many under way. */
    public static Phase window(int mostAtOnce, Duration warmUp, Duration measured) {
        return new Phase(new Arrivals.AsAnswered(), warmUp, measured, mostAtOnce, Duration.ofSeconds(30));
    }
}
