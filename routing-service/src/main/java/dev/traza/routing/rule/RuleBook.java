package dev.traza.routing.rule;

import java.time.Instant;
import java.util.List;

/**
 * All rules in their order, as one version. The last always matches, so every ticket finds one.
 *
 * @param version counted from 1; every replacement of the list is the next one
 * @param changedBy subject of the token, or the service's name
 */
public record RuleBook(int version, List<Rule> rules, Instant changedAt, String changedBy) {

    /**
     * Checks what must hold for every list.
     *
     * @throws IllegalArgumentException if the last rule, and only the last, does not match always
     */
    public RuleBook {
        rules = List.copyOf(rules);
        if (rules.isEmpty()
                || !rules.getLast().when().always()
                || rules.stream().limit(rules.size() - 1L).anyMatch(rule -> rule.when()
                        .always())) {
            throw new IllegalArgumentException("The last rule, and only the last, matches every ticket");
        }
    }
}
