package dev.traza.bench;

import dev.traza.stack.command.Misuse;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be measured, in the order in which it is. */
enum Benchmark {
    REST("how long each service takes to start, and how much memory each part holds when nothing happens"),
    COMMANDS("how many commands per second are accepted over HTTP, beside an endpoint that only appends"),
    LATENCY("how long a command takes at a tenth of that, beside one bare Kafka transaction"),
    VISIBLE("how long after its acceptance a command's result can be read"),
    HISTORY("what a comment costs on a ticket of a thousand events, beside one on a young ticket"),
    RECOVERY("how long callers wait when a command node, the broker or the documents die; only when it is named"),
    READS("one ticket, a list of twenty and a search, among --tickets tickets"),
    REBUILD("how fast the read models of as many tickets are made anew, beside copying the log into the database");

    /** What is measured when nothing is named. */
    static final Set<Benchmark> USUAL = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(RECOVERY)));

    private final String purpose;

    Benchmark(String purpose) {
        this.purpose = purpose;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Benchmark of(String word) {
        return Arrays.stream(values())
                .filter(benchmark -> benchmark.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new Misuse("There is no benchmark " + word + "; there are "
                        + Arrays.stream(values()).map(Benchmark::word).collect(Collectors.joining(", "))));
    }

    /** A line for each. */
    static String help() {
        return Arrays.stream(values())
                .map(benchmark -> "  %-10s %s\n".formatted(benchmark.word(), benchmark.purpose))
                .collect(Collectors.joining());
    }
}
