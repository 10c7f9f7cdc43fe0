package dev.traza.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is different between two runs. */
public final class Comparison {

    private static final double HUNDRED = 100;

    private final Run before;
    private final Run after;

    /** Of these. */
    public Comparison(Run before, Run after) {
        this.before = before;
        this.after = after;
    }

    /** In lines for people: first what speaks against comparing them, then each figure of either. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("before: " + String.join("; ", before.heading()));
        lines.add("after:  " + String.join("; ", after.heading()));
        if (!before.machine().isLike(after.machine())) {
            lines.add("The machines differ: the figures cannot be compared.");
        }
        if (!before.settings().equals(after.settings())) {
            lines.add("The settings differ.");
        }
        lines.add("");
        Table table = new Table(List.of("", "before", "after", "unit", "change", ""));
        for (Figure figure : before.figures()) {
            Optional<Figure> now = find(after, figure);
            table.row(List.of(
                    name(figure),
                    Numbers.text(figure.value()),
                    now.map(found -> Numbers.text(found.value())).orElse("-"),
                    figure.unit(),
                    now.map(found -> change(figure, found)).orElse(""),
                    now.map(found -> verdict(figure, found)).orElse("")));
        }
        for (Figure figure : after.figures()) {
            if (find(before, figure).isEmpty()) {
                table.row(List.of(name(figure), "-", Numbers.text(figure.value()), figure.unit(), "", ""));
            }
        }
        lines.addAll(table.lines());
        return lines;
    }

    private static Optional<Figure> find(Run run, Figure like) {
        return run.figures().stream()
                .filter(figure -> name(figure).equals(name(like)))
                .findFirst();
    }

    private static String name(Figure figure) {
        return figure.benchmark() + ": " + figure.what();
    }

    private static String change(Figure before, Figure after) {
        return before.value() == 0
                ? ""
                : String.format(Locale.ROOT, "%+.1f %%", (after.value() / before.value() - 1) * HUNDRED);
    }

    private static String verdict(Figure before, Figure after) {
        if (after.value() == before.value()) {
            return "";
        }
        return after.value() > before.value() == before.moreIsBetter() ? "better" : "worse";
    }
}
