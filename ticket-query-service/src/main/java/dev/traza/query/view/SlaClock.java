package dev.traza.query.view;

import dev.traza.contract.sla.SlaMetric;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One service-level clock of a ticket, as its last event left it.
 *
 * @param cycle counted from 1; old cycles are kept
 * @param targetSeconds working time allowed
 * @param elapsedSeconds working time used at {@code readAt}
 * @param dueAt absent while paused
 * @param breached whether the target passed before the clock ended
 * @param warnedPercent thresholds that were reported, ascending
 * @param readAt when the clock was read
 */
public record SlaClock(
        SlaMetric metric,
        int cycle,
        State state,
        String policyId,
        int policyVersion,
        String goal,
        String calendar,
        long targetSeconds,
        long elapsedSeconds,
        @Nullable Instant dueAt,
        boolean breached,
        List<Integer> warnedPercent,
        Instant readAt) {

    /** Whether the clock runs. */
    public enum State {
        RUNNING,
        PAUSED,
        MET,
        CANCELLED
    }

    public SlaClock {
        warnedPercent = warnedPercent == null ? List.of() : List.copyOf(warnedPercent);
    }
}
