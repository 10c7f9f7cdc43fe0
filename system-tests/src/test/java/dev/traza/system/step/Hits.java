package dev.traza.system.step;

import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.system.history.Logged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** How many operations a kill has found between two of their steps. A pure function of what stands on the log. */
public final class Hits {

    private final Map<Between, Integer> counts = new TreeMap<>();

    private Hits() {}

    /**
     * Counts.
     *
     * @param commands all of {@code ticket-commands}; of a command that was sent again, the first record counts
     */
    public static Hits of(List<Logged<CommandEnvelope>> commands, List<Death> deaths) {
        Map<UUID, Logged<CommandEnvelope>> first = new HashMap<>();
        commands.forEach(command -> first.merge(
                command.value().commandId(), command, (one, other) -> one.offset() <= other.offset() ? one : other));
        Hits hits = new Hits();
        first.values().forEach(step -> deaths.forEach(death -> hits.count(step, first, death)));
        return hits;
    }

    private void count(Logged<CommandEnvelope> step, Map<UUID, Logged<CommandEnvelope>> all, Death death) {
        if (isDecided(step, death)) {
            return;
        }
        UUID cause = step.value().causationId();
        Logged<CommandEnvelope> before = cause == null ? null : all.get(cause);
        if (before != null && isDecided(before, death)) {
            add(Between.steps(nameOf(before), nameOf(step)));
        } else if (before == null && step.offset() < death.written().getOrDefault(step.partition(), 0L)) {
            add(Between.askedAnd(nameOf(step)));
        }
    }

    private static boolean isDecided(Logged<CommandEnvelope> command, Death death) {
        return command.offset() < death.decided().getOrDefault(command.partition(), 0L);
    }

    private static String nameOf(Logged<CommandEnvelope> command) {
        return command.value().command().getClass().getSimpleName();
    }

    private void add(Between between) {
        counts.merge(between, 1, Integer::sum);
    }

    /** Of these, where no kill has fallen yet. */
    public Set<Between> missing(Set<Between> wanted) {
        Set<Between> missing = new TreeSet<>(wanted);
        missing.removeAll(counts.keySet());
        return missing;
    }

    /** A line for each. */
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(hit -> "  %-42s %d".formatted(hit.getKey(), hit.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
