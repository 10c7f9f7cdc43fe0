package dev.traza.query.api.figure;

import dev.traza.query.figures.Dimension;
import dev.traza.query.figures.Figure;
import dev.traza.query.figures.Measure;
import dev.traza.query.figures.Outcome;
import dev.traza.query.figures.Periods;
import dev.traza.query.figures.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A figure.
 *
 * @param measure which tells the fields of its values
 * @param from when the period begins
 * @param to when it ends; what happens then is not in it
 * @param bucket absent when the period was not divided
 * @param time in what time durations are measured; absent where there are none
 * @param calendar in whose working time; absent when in each ticket's own
 * @param unmeasured how much is left out because no calendar is known for it; absent unless time is business
 * @param total over all groups
 * @param groups in the order of their keys; absent when it was not grouped
 */
@Schema(name = "Figure")
public record FigureAnswer(
        String figure,
        Measure measure,
        Instant from,
        Instant to,
        @Nullable String bucket,
        String timeZone,
        @Nullable String time,
        @Nullable String calendar,
        @Nullable Long unmeasured,
        List<String> by,
        Group total,
        @Nullable List<Group> groups) {

    /**
     * One group, or all together.
     *
     * @param key a value for each name in {@code by}, {@code none} where there is none; they can be used as filters. Empty
     *     for all together
     * @param value over the whole period; of a level, at its end
     * @param buckets absent when the period was not divided
     */
    @Schema(name = "FigureGroup")
    public record Group(
            Map<String, String> key,
            FigureValue value,
            @Nullable List<InBucket> buckets) {}

    /** The value in one bucket; of a level, at its end. */
    @Schema(name = "FigureBucket")
    public record InBucket(Instant from, Instant to, FigureValue value) {}

    /**
     * A number, with the fields of its measure. Fields that cannot be computed from nothing are absent when there is
     * nothing.
     *
     * @param count COUNT, LEVEL: how many; TIME, SUM: of how many; RATE: how many had it; SCORE: how many judged
     * @param of RATE, SCORE: of how many
     * @param rate RATE: count by of; SCORE: the share that judged; from 0 to 1
     * @param median TIME: seconds, by nearest rank
     * @param p90 TIME: the 90th percentile in seconds, by nearest rank
     * @param mean TIME: in seconds; SCORE: from 1 to 5
     * @param scores SCORE: how often each was given, from 1 to 5
     * @param seconds SUM: in all
     */
    @Schema(name = "FigureValue")
    public record FigureValue(
            long count,
            @Nullable Long of,
            @Nullable Double rate,
            @Nullable Long median,
            @Nullable Long p90,
            @Nullable Double mean,
            @Nullable List<Long> scores,
            @Nullable Long seconds) {

        static FigureValue of(Value value) {
            return switch (value) {
                case Value.Count(long count) -> new FigureValue(count, null, null, null, null, null, null, null);
                case Value.Times times ->
                    times.count() == 0
                            ? new FigureValue(0, null, null, null, null, null, null, null)
                            : new FigureValue(
                                    times.count(),
                                    null,
                                    null,
                                    times.median(),
                                    times.p90(),
                                    rounded(times.mean()),
                                    null,
                                    null);
                case Value.Rate(long count, long of) ->
                    new FigureValue(count, of, share(count, of), null, null, null, null, null);
                case Value.Scores scores ->
                    new FigureValue(
                            scores.count(),
                            scores.of(),
                            share(scores.count(), scores.of()),
                            null,
                            null,
                            scores.count() == 0 ? null : rounded(scores.mean()),
                            scores.scores(),
                            null);
                case Value.Sum(long count, long seconds) ->
                    new FigureValue(count, null, null, null, null, null, null, seconds);
            };
        }

        private static @Nullable Double share(long part, long of) {
            return of == 0 ? null : rounded((double) part / of);
        }

        private static double rounded(double exact) {
            return BigDecimal.valueOf(exact).setScale(4, RoundingMode.HALF_UP).doubleValue();
        }
    }

    static FigureAnswer of(Figure figure, FigureParameters asked, Outcome.Computed computed) {
        Periods periods = asked.periods();
        boolean timed = figure.measure() == Measure.TIME;
        boolean business = asked.time() == FigureParameters.Time.BUSINESS;
        return new FigureAnswer(
                figure.path(),
                figure.measure(),
                Instant.ofEpochMilli(periods.begin()),
                Instant.ofEpochMilli(periods.end()),
                asked.bucket() == null ? null : asked.bucket().parameter(),
                asked.zone().getId(),
                timed ? asked.time().parameter() : null,
                asked.calendar(),
                business ? computed.unmeasured() : null,
                asked.by().stream().map(Dimension::parameter).toList(),
                group(asked, computed.total()),
                asked.by().isEmpty()
                        ? null
                        : computed.groups().stream()
                                .map(row -> group(asked, row))
                                .toList());
    }

    private static Group group(FigureParameters asked, Outcome.Row row) {
        Map<String, String> key = new LinkedHashMap<>();
        for (int i = 0; i < row.key().size(); i++) {
            String value = row.key().get(i);
            key.put(asked.by().get(i).parameter(), value == null ? Dimension.NONE : value);
        }
        return new Group(
                key,
                FigureValue.of(row.whole()),
                asked.bucket() == null
                        ? null
                        : IntStream.range(0, row.buckets().size())
                                .mapToObj(i -> new InBucket(
                                        asked.periods().from(i),
                                        asked.periods().to(i),
                                        FigureValue.of(row.buckets().get(i))))
                                .toList());
    }
}
