package dev.traza.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * A run as SVG: for each figure a bar, its yardstick below it and its goal as a line. Each row has a scale of its own, as
 * units differ.
 */
final class Picture {

    private static final int WIDTH = 960;
    private static final int LEFT = 330;
    private static final int BARS = 400;
    private static final int ROW = 46;
    private static final int TOP = 90;
    private static final double FULL = 0.95;

    private Picture() {}

    static String of(Run run) {
        int height = TOP + ROW * run.figures().size() + 20;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                """.formatted(WIDTH, height, WIDTH, height));
        List<String> heading = run.heading();
        for (int i = 0; i < heading.size(); i++) {
            text(svg, 10, 22 + 18 * i, i == 0 ? "bold" : "normal", heading.get(i));
        }
        text(svg, 10, TOP - 10, "normal", "dark: measured, light: yardstick, line: goal; each row has its own scale");
        for (int i = 0; i < run.figures().size(); i++) {
            row(svg, TOP + ROW * i, run.figures().get(i));
        }
        return svg.append("</svg>\n").toString();
    }

    private static void row(StringBuilder svg, int y, Figure figure) {
        Yardstick yardstick = figure.yardstick();
        Goal goal = figure.goal();
        double most = Math.max(
                figure.value(), Math.max(yardstick == null ? 0 : yardstick.value(), goal == null ? 0 : goal.bound()));
        text(svg, 10, y + 18, "normal", figure.benchmark() + ": " + figure.what());
        String colour = !figure.hasGoal() ? "#4a6fa5" : figure.isGood() ? "#2e7d4f" : "#b3452c";
        bar(svg, y + 6, 16, length(figure.value(), most), colour);
        text(
                svg,
                LEFT + length(figure.value(), most) + 6,
                y + 18,
                "bold",
                Numbers.text(figure.value()) + " " + figure.unit());
        if (yardstick != null) {
            bar(svg, y + 24, 10, length(yardstick.value(), most), "#c3ccd9");
            text(
                    svg,
                    LEFT + length(yardstick.value(), most) + 6,
                    y + 33,
                    "normal",
                    yardstick.what() + " " + Numbers.text(yardstick.value()));
        }
        if (goal != null) {
            int x = LEFT + length(goal.bound(), most);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#222222\" stroke-width=\"2\"/>%n",
                    x,
                    y + 2,
                    x,
                    y + 38));
        }
    }

    private static int length(double value, double most) {
        return most <= 0 ? 0 : (int) Math.round(value / most * BARS * FULL);
    }

    private static void bar(StringBuilder svg, int y, int thick, int length, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                LEFT,
                y,
                length,
                thick,
                colour));
    }

    private static void text(StringBuilder svg, int x, int y, String weight, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" font-weight=\"%s\">%s</text>%n",
                x,
                y,
                weight,
                words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }
}
