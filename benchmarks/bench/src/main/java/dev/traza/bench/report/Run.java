package dev.traza.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that was measured at once.
 *
 * @param commit of the sources, with a plus behind it when they were changed since; empty when it is not known
 * @param at when it began, ISO 8601
 * @param settings by option
 */
public record Run(String commit, String at, Machine machine, Map<String, String> settings, List<Figure> figures) {

    /** Makes the collections unchangeable. */
    public Run {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        figures = List.copyOf(figures);
    }

    /** Where and how, in lines for people. */
    public List<String> heading() {
        return List.of(
                "commit " + (commit.isEmpty() ? "unknown" : commit) + ", " + at,
                machine.text(),
                String.join(
                        ", ",
                        settings.entrySet().stream()
                                .map(setting -> setting.getKey() + " " + setting.getValue())
                                .toList()));
    }
}
