package dev.traza.query.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Computes one figure over one ticket after the other. For one thread. */
public final class Evaluation {

    private static final Comparator<String> NONE_LAST = Comparator.nullsLast(Comparator.naturalOrder());

    private final Question question;
    private final int mostCells;
    private final int mostTimes;
    private final Map<List<@Nullable String>, Tally[]> groups = new HashMap<>();
    private final Sink sink = new Gathering();
    private int times;
    private long unmeasured;
    private @Nullable Outcome refused;

    /**
     * @param mostCells how many groups times buckets there may be
     * @param mostTimes how many single times may be kept for medians
     */
    public Evaluation(Question question, int mostCells, int mostTimes) {
        this.question = question;
        this.mostCells = mostCells;
        this.mostTimes = mostTimes;
    }

    /** Takes a ticket in, whether it matters or not; says whether more are wanted. */
    public boolean take(TicketFacts facts) {
        if (facts.isOpened() && refused == null) {
            question.figure().observe(new Course(facts, question.desks()), sink);
        }
        return refused == null;
    }

    /** What came of all that was taken in. */
    public Outcome outcome() {
        if (refused != null) {
            return refused;
        }
        List<Outcome.Row> rows = groups.entrySet().stream()
                .sorted((one, other) -> compare(one.getKey(), other.getKey()))
                .map(group -> row(group.getKey(), group.getValue()))
                .toList();
        Tally[] all = cells();
        groups.values().forEach(cells -> {
            for (int bucket = 0; bucket < cells.length; bucket++) {
                all[bucket].add(cells[bucket]);
            }
        });
        return new Outcome.Computed(row(List.of(), all), rows, unmeasured);
    }

    private static int compare(List<@Nullable String> one, List<@Nullable String> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = Objects.compare(one.get(i), other.get(i), NONE_LAST);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private Outcome.Row row(List<@Nullable String> key, Tally[] cells) {
        Measure measure = question.figure().measure();
        if (measure == Measure.LEVEL) {
            List<Value> levels = levels(cells);
            return new Outcome.Row(key, levels.getLast(), levels);
        }
        return new Outcome.Row(
                key,
                Tally.sumOf(Arrays.asList(cells)).value(measure),
                Arrays.stream(cells).map(cell -> cell.value(measure)).toList());
    }

    /** Of a level, each cell holds what it differs by from the one before. */
    private static List<Value> levels(Tally[] cells) {
        List<Value> levels = new ArrayList<>();
        Tally level = new Tally();
        for (Tally difference : cells) {
            level.add(difference);
            levels.add(level.value(Measure.LEVEL));
        }
        return levels;
    }

    private Tally[] cells() {
        Tally[] cells = new Tally[question.periods().count()];
        Arrays.setAll(cells, _ -> new Tally());
        return cells;
    }

    /** The cells of the group that this belongs to; null when it is not wanted. */
    private Tally @Nullable [] group(Subject subject) {
        for (Map.Entry<Dimension, Set<String>> filter : question.filters().entrySet()) {
            if (!filter.getKey().admits(filter.getValue(), subject.by(filter.getKey()))) {
                return null;
            }
        }
        List<@Nullable String> key = new ArrayList<>(question.by().size());
        for (Dimension dimension : question.by()) {
            key.add(subject.by(dimension));
        }
        Tally[] known = groups.get(key);
        if (known != null) {
            return known;
        }
        if ((long) (groups.size() + 1) * question.periods().count() > mostCells) {
            refused = new Outcome.TooManyGroups();
            return null;
        }
        Tally[] cells = cells();
        groups.put(key, cells);
        return cells;
    }

    private @Nullable Tally cell(long at, Subject subject) {
        int bucket = question.periods().at(at);
        if (bucket < 0) {
            return null;
        }
        Tally[] cells = group(subject);
        return cells == null ? null : cells[bucket];
    }

    private final class Gathering implements Sink {

        @Override
        public void counted(long at, Subject subject) {
            Tally cell = cell(at, subject);
            if (cell != null) {
                cell.count(1);
            }
        }

        @Override
        public void stood(long from, long to, Subject subject) {
            int first = question.periods().firstEndingAfter(from);
            int end = question.periods().firstEndingAfter(to);
            if (first >= end) {
                return;
            }
            Tally[] cells = group(subject);
            if (cells != null) {
                cells[first].count(1);
                if (end < cells.length) {
                    cells[end].count(-1);
                }
            }
        }

        @Override
        public void lasted(long from, long to, @Nullable String calendar, Subject subject) {
            Tally cell = cell(to, subject);
            if (cell == null) {
                return;
            }
            OptionalLong seconds = question.meter().seconds(from, to, calendar);
            if (seconds.isEmpty()) {
                unmeasured++;
            } else if (++times > mostTimes) {
                refused = new Outcome.TooManyTimes();
            } else {
                cell.time(seconds.getAsLong());
            }
        }

        @Override
        public void shared(long at, boolean has, Subject subject) {
            Tally cell = cell(at, subject);
            if (cell != null) {
                cell.share(has);
            }
        }

        @Override
        public void judged(long at, int score, Subject subject) {
            Tally cell = cell(at, subject);
            if (cell != null) {
                cell.judge(score);
            }
        }

        @Override
        public void summed(long at, int seconds, Subject subject) {
            Tally cell = cell(at, subject);
            if (cell != null) {
                cell.sum(seconds);
            }
        }
    }
}
