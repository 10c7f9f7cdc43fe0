package dev.traza.bench.load;

/** When requests begin. */
public sealed interface Arrivals {

    /**
     * At a fixed rate, whether earlier ones were answered or not: as many people would, who know nothing of each other.
     *
     * @param perSecond above 0
     */
    record AtRate(double perSecond) implements Arrivals {

        private static final double NANOS = 1e9;

        public AtRate {
            if (!(perSecond > 0)) {
                throw new IllegalArgumentException("A rate is above 0, not " + perSecond);
            }
        }

        /** When this request shall begin, in nanoseconds after the first. */
        long offset(long number) {
            return (long) (number * NANOS / perSecond);
        }
    }

    /**
     * As soon as there is room among those under way: as many as the target manages. Says how much that is, and nothing
     * of how long a request takes, since a slow target gets fewer.
     */
    record AsAnswered() implements Arrivals {}
}
