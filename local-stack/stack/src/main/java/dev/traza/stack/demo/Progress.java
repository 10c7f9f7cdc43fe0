package dev.traza.stack.demo;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;

/** How far the day is: a bar on a terminal, a line for every tenth elsewhere. */
final class Progress {

    private static final int WIDTH = 40;

    private final PrintStream out;
    private final boolean terminal;
    private final int total;
    private final AtomicInteger done = new AtomicInteger();

    Progress(PrintStream out, boolean terminal, int total) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
    }

    void oneMore() {
        int now = done.incrementAndGet();
        if (terminal) {
            int filled = WIDTH * now / total;
            String bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
            out.print("\r  %s %d of %d contacts".formatted(bar, now, total) + (now == total ? "\n" : ""));
            out.flush();
        } else if (now * 10 / total != (now - 1) * 10 / total) {
            out.println("  %d of %d contacts".formatted(now, total));
        }
    }
}
