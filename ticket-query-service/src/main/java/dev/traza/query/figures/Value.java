package dev.traza.query.figures;

import java.util.List;

/** A figure's number, of one group in one period. */
public sealed interface Value {

    /** How many of what the figure is about there were. */
    long count();

    /** Of {@link Measure#COUNT} and {@link Measure#LEVEL}. */
    record Count(long count) implements Value {}

    /**
     * Of {@link Measure#TIME}, in seconds; zeros when the count is zero. Median and 90th percentile are by nearest rank:
     * times that occurred, of which at least half, or nine tenths, are not greater.
     */
    record Times(long count, long median, long p90, double mean) implements Value {}

    /**
     * Of {@link Measure#RATE}.
     *
     * @param count how many had the property
     * @param of how many there were
     */
    record Rate(long count, long of) implements Value {}

    /**
     * Of {@link Measure#SCORE}.
     *
     * @param scores how often each score from 1 to 5 was given
     * @param of how many could have been judged
     */
    record Scores(List<Long> scores, long of) implements Value {
        public Scores {
            scores = List.copyOf(scores);
        }

        @Override
        public long count() {
            return scores.stream().mapToLong(Long::longValue).sum();
        }

        /** The mean score; 0 when there is none. */
        public double mean() {
            long sum = 0;
            for (int i = 0; i < scores.size(); i++) {
                sum += (i + 1) * scores.get(i);
            }
            return count() == 0 ? 0 : (double) sum / count();
        }
    }

    /** Of {@link Measure#SUM}, in seconds. */
    record Sum(long count, long seconds) implements Value {}
}
