package dev.traza.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Figures in rows, and any other rows of words, with columns that stand below each other. */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** One with these headings. */
    public Table(List<String> headings) {
        rows.add(List.copyOf(headings));
    }

    /** The figures of a run. */
    public static Table of(Run run) {
        Table table = new Table(List.of("", "measured", "unit", "goal", "yardstick", "ratio", "goal of ratio", ""));
        for (Figure figure : run.figures()) {
            Yardstick yardstick = figure.yardstick();
            Goal besideYardstick = yardstick == null ? null : yardstick.goal();
            table.row(List.of(
                    figure.benchmark() + ": " + figure.what(),
                    Numbers.text(figure.value()),
                    figure.unit(),
                    figure.goal() == null
                            ? ""
                            : figure.goal().text(Numbers.text(figure.goal().bound())),
                    yardstick == null ? "" : Numbers.text(yardstick.value()) + " (" + yardstick.what() + ")",
                    yardstick == null ? "" : Numbers.text(figure.ratio()),
                    besideYardstick == null ? "" : besideYardstick.text(Numbers.text(besideYardstick.bound())),
                    !figure.hasGoal() ? "" : figure.isGood() ? "good" : "MISSED"));
        }
        return table;
    }

    /** Adds a row with as many cells as there are headings. */
    public void row(List<String> cells) {
        if (cells.size() != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    cells.size() + " cells below " + rows.getFirst().size() + " headings");
        }
        rows.add(List.copyOf(cells));
    }

    /** In lines; the first column is written from the left, as are words, and numbers from the right. */
    public List<String> lines() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                String blanks = " ".repeat(widths[i] - cell.length());
                line.append(i == 0 ? "" : GAP).append(i == 1 ? blanks + cell : cell + blanks);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
