package dev.traza.bench;

import dev.traza.stack.command.Misuse;
import dev.traza.stack.command.Options;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is measured, and how hard.
 *
 * @param measured how long each figure is measured
 * @param warmUp how long commands run at most before anything counts, while they get faster
 * @param rate commands per second instead of the highest kept rate
 * @param visibleRate commands per second while it is measured when they can be seen
 * @param tickets among which is read
 * @param clients that read at the same time, each waiting for its answer
 * @param seed of everything that is drawn
 */
record Settings(
        Set<Benchmark> benchmarks,
        Duration measured,
        Duration warmUp,
        OptionalInt rate,
        int visibleRate,
        int tickets,
        int clients,
        int seed) {

    private static final int SECONDS = 10;
    private static final int WARM_UP = 60;
    private static final int VISIBLE_RATE = 500;
    private static final int TICKETS = 10_000;
    private static final int CLIENTS = 8;
    private static final int SEED = 42;
    private static final int LONGEST = 3_600;
    private static final int FASTEST = 1_000_000;
    private static final int MOST_TICKETS = 1_000_000;
    private static final int MOST_CLIENTS = 1_000;

    static final String HELP =
            """
            Usage: ./traza bench [benchmark...] [options]
                   ./traza bench compare BEFORE.json AFTER.json

            Starts a stack of its own, measures, and ends it. Without names the usual ones of these, in about ten minutes:
            %s
            Options:
              --seconds N       measured time of each figure (%d)
              --warm-up N       seconds that commands run before it at most, while they get faster (%d)
              --rate N          commands per second instead of searching the highest kept rate
              --visible-rate N  commands per second of "visible" (%d, or half of the highest kept rate)
              --tickets N       tickets to read among, up to %,d (%,d)
              --clients N       readers that wait for their answers (%d)
              --seed N          of all that is drawn (%d)

            Results, as JSON and SVG, are put in TRAZA_HOME/bench/results.
            """.formatted(Benchmark.help(), SECONDS, WARM_UP, VISIBLE_RATE, MOST_TICKETS, TICKETS, CLIENTS, SEED);

    /**
     * Reads them: first names, then options.
     *
     * @throws Misuse with a sentence for people
     */
    static Settings read(List<String> words) {
        int names = 0;
        Set<Benchmark> benchmarks = EnumSet.noneOf(Benchmark.class);
        while (names < words.size() && !words.get(names).startsWith("-")) {
            benchmarks.add(Benchmark.of(words.get(names++)));
        }
        Options.Given given = new Options(words.subList(names, words.size()))
                .read(
                        Set.of(),
                        Set.of(
                                "--seconds",
                                "--warm-up",
                                "--rate",
                                "--visible-rate",
                                "--tickets",
                                "--clients",
                                "--seed"));
        return new Settings(
                benchmarks.isEmpty() ? Benchmark.USUAL : benchmarks,
                Duration.ofSeconds(given.number("--seconds", SECONDS, 1, LONGEST)),
                Duration.ofSeconds(given.number("--warm-up", WARM_UP, 0, LONGEST)),
                given.has("--rate") ? OptionalInt.of(given.number("--rate", 1, 1, FASTEST)) : OptionalInt.empty(),
                given.number("--visible-rate", VISIBLE_RATE, 1, FASTEST),
                given.number("--tickets", TICKETS, 1, MOST_TICKETS),
                given.number("--clients", CLIENTS, 1, MOST_CLIENTS),
                given.number("--seed", SEED, 0, Integer.MAX_VALUE));
    }

    /** For the result: by these, two runs can be told to be alike. */
    Map<String, String> text() {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("seconds", Long.toString(measured.toSeconds()));
        text.put("warm-up", Long.toString(warmUp.toSeconds()));
        text.put("rate", rate.isPresent() ? Integer.toString(rate.getAsInt()) : "searched");
        text.put("visible-rate", Integer.toString(visibleRate));
        text.put("tickets", String.format(Locale.ROOT, "%d", tickets));
        text.put("clients", Integer.toString(clients));
        text.put("seed", Integer.toString(seed));
        return text;
    }
}
