package dev.traza.system;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** How often something was asked and what came of it; counted from many threads. */
final class Tally {

    private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

    void count(String asked, String outcome) {
        counts.computeIfAbsent(asked, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(outcome, _ -> new LongAdder())
                .increment();
    }

    /** What was asked with this outcome. */
    Set<String> askedWith(String outcome) {
        return counts.entrySet().stream()
                .filter(asked -> asked.getValue().containsKey(outcome))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All outcomes that there were. */
    Set<String> outcomes() {
        return counts.values().stream()
                .flatMap(outcomes -> outcomes.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    long total() {
        return counts.values().stream()
                .flatMap(outcomes -> outcomes.values().stream())
                .mapToLong(LongAdder::sum)
                .sum();
    }

    /** A line for each thing that was asked. */
    @Override
    public String toString() {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(asked -> "  %-18s %s".formatted(asked.getKey(), new TreeMap<>(asked.getValue())))
                        .collect(Collectors.joining("\n"));
    }
}
