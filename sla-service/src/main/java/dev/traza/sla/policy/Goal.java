package dev.traza.sla.policy;

import dev.traza.contract.sla.SlaMetric;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is promised to some tickets.
 *
 * @param name unique within the policy
 * @param when absent means every ticket
 * @param calendar id of the calendar in whose working time the targets are
 * @param targets working time allowed; a metric without a target has no clock
 */
public record Goal(String name, Condition when, String calendar, Map<SlaMetric, Duration> targets) {
    public Goal {
        name = name == null ? "" : name;
        when = when == null ? Condition.ANY : when;
        calendar = calendar == null ? "" : calendar;
        Map<SlaMetric, Duration> given = new EnumMap<>(SlaMetric.class);
        if (targets != null) {
            targets.forEach((metric, target) -> {
                if (target != null) {
                    given.put(metric, target);
                }
            });
        }
        targets = Collections.unmodifiableMap(given);
    }
}
