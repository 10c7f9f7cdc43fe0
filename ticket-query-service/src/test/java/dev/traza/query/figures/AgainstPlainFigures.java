package dev.traza.query.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.traza.stack.test.PlainFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks for figures by chance, and holds each answer against what is computed in the plainest way. */
public final class AgainstPlainFigures {

    private static final Map<Dimension, List<String>> VALUES = Map.of(
            Dimension.DESK, List.of("it", "facility", "none"),
            Dimension.TEAM, List.of("printers", "networks", "laptops", "none"),
            Dimension.AGENT, List.of("ana", "ben", "carla", "tom", "none"),
            Dimension.CATEGORY, List.of("hardware", "hardware/printer", "hardware/laptop"),
            Dimension.CHANNEL, List.of("EMAIL", "PHONE", "CHAT"),
            Dimension.PRIORITY, List.of("LOW", "NORMAL", "HIGH"));

    private final Random random;
    private final PlainFigures calendar;
    private final PlainFigures halves;

    public AgainstPlainFigures(long seed, List<Life> lives) {
        random = new Random(seed);
        List<PlainFigures.Life> plain = lives.stream().map(Life::plain).toList();
        calendar = new PlainFigures(plain, PlainFigures.Meter.calendar(), AgainstPlainFigures::desk);
        halves = new PlainFigures(
                plain,
                (from, to, own) -> "office".equals(own)
                        ? OptionalLong.of((to.toEpochMilli() - from.toEpochMilli()) / 2000)
                        : OptionalLong.empty(),
                AgainstPlainFigures::desk);
    }

    /** Half of the time, for those who have the calendar {@code office}. */
    private static OptionalLong half(long from, long to, @Nullable String own) {
        return "office".equals(own) ? OptionalLong.of((to - from) / 2000) : OptionalLong.empty();
    }

    /** What is known of teams besides what routing said. */
    private static @Nullable String desk(String team) {
        return team.equals("laptops") ? null : "it";
    }

    /** One question, asked of both. */
    public void ask(Function<Question, Outcome> figures) {
        boolean half = random.nextInt(4) == 0;
        Question question = question(half ? AgainstPlainFigures::half : Meter.CALENDAR);
        Outcome outcome = figures.apply(question);
        assertThat(outcome).as("%s", question).isInstanceOf(Outcome.Computed.class);
        check(question, (Outcome.Computed) outcome, half ? halves : calendar);
    }

    private Question question(Meter meter) {
        Figure figure = one(List.of(Figure.values()));
        long span = Duration.between(Lives.FROM, Lives.TO).toSeconds();
        Instant from = Lives.FROM.plusSeconds(random.nextLong(span));
        Instant to = from.plusSeconds(1 + random.nextLong(span));
        Bucket bucket = one(List.of(Bucket.DAY, Bucket.DAY, Bucket.WEEK, Bucket.MONTH));
        Periods periods = Periods.of(
                        from,
                        to,
                        random.nextInt(3) == 0 ? null : bucket,
                        ZoneId.of(one(List.of("UTC", "Europe/Madrid", "America/New_York"))),
                        1000)
                .orElseThrow();
        List<Dimension> by = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Dimension dimension = one(List.of(Dimension.values()));
            if (!by.contains(dimension)) {
                by.add(dimension);
            }
        }
        Map<Dimension, Set<String>> filters = new EnumMap<>(Dimension.class);
        for (int i = random.nextInt(3); i > 0; i--) {
            Dimension dimension = one(List.of(Dimension.values()));
            List<String> values = VALUES.getOrDefault(dimension, List.of());
            filters.put(dimension, random.nextBoolean() ? Set.of(one(values)) : Set.copyOf(values.subList(0, 2)));
        }
        return new Question(figure, periods, by, filters, meter, AgainstPlainFigures::desk);
    }

    private static void check(Question question, Outcome.Computed computed, PlainFigures plain) {
        Instant from = question.periods().from(0);
        Instant to = question.periods().to(question.periods().count() - 1);
        same(question, computed, plain, from, to, Outcome.Row::whole);
        for (int bucket = 0; bucket < question.periods().count(); bucket++) {
            int at = bucket;
            same(
                    question,
                    computed,
                    plain,
                    question.periods().from(bucket),
                    question.periods().to(bucket),
                    row -> row.buckets().get(at));
        }
    }

    private static void same(
            Question question,
            Outcome.Computed computed,
            PlainFigures plain,
            Instant from,
            Instant to,
            Function<Outcome.Row, Value> of) {
        String figure = question.figure().path();
        List<String> by = question.by().stream().map(Dimension::parameter).toList();
        Map<List<String>, Map<String, Object>> groups =
                plain.compute(figure, from, to, by, who -> isWanted(question.filters(), who));
        Map<String, Object> all = plain.compute(figure, from, to, List.of(), who -> isWanted(question.filters(), who))
                .getOrDefault(List.of(), PlainFigures.nothing(figure));

        same(question, all, of.apply(computed.total()));
        for (Outcome.Row row : computed.groups()) {
            List<String> key = row.key().stream()
                    .map(value -> value == null ? Dimension.NONE : value)
                    .toList();
            Map<String, Object> expected = groups.remove(key);
            same(question, expected == null ? PlainFigures.nothing(figure) : expected, of.apply(row));
        }
        assertThat(groups)
                .as("%s from %s to %s: groups left out", question, from, to)
                .isEmpty();
    }

    private static void same(Question question, Map<String, Object> expected, Value actual) {
        Map<String, Object> fields = fields(actual);
        assertThat(fields.keySet()).as("%s", question).isEqualTo(expected.keySet());
        expected.forEach((name, value) -> {
            if (value instanceof Double number) {
                assertThat((Double) fields.get(name))
                        .as("%s of %s", name, question)
                        .isEqualTo(number, within(1e-6));
            } else {
                assertThat(fields.get(name)).as("%s of %s", name, question).isEqualTo(value);
            }
        });
    }

    private static Map<String, Object> fields(Value value) {
        Map<String, Object> fields = new TreeMap<>(Map.of("count", value.count()));
        switch (value) {
            case Value.Count _ -> {}
            case Value.Times times -> {
                if (times.count() > 0) {
                    fields.put("median", times.median());
                    fields.put("p90", times.p90());
                    fields.put("mean", times.mean());
                }
            }
            case Value.Rate rate -> {
                fields.put("of", rate.of());
                if (rate.of() > 0) {
                    fields.put("rate", (double) rate.count() / rate.of());
                }
            }
            case Value.Scores scores -> {
                fields.put("of", scores.of());
                fields.put("scores", scores.scores());
                if (scores.of() > 0) {
                    fields.put("rate", (double) scores.count() / scores.of());
                }
                if (scores.count() > 0) {
                    fields.put("mean", scores.mean());
                }
            }
            case Value.Sum sum -> fields.put("seconds", sum.seconds());
        }
        return fields;
    }

    private static boolean isWanted(Map<Dimension, Set<String>> filters, Map<String, String> who) {
        return filters.entrySet().stream().allMatch(filter -> {
            String value = who.getOrDefault(filter.getKey().parameter(), Dimension.NONE);
            return filter.getValue().stream()
                    .anyMatch(wanted -> value.equals(wanted)
                            || (filter.getKey() == Dimension.CATEGORY && value.startsWith(wanted + "/")));
        });
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
