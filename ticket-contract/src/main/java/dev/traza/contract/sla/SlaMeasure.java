package dev.traza.contract.sla;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one clock of one ticket at the moment of an event.
 *
 * @param cycle counted from 1; a reopened ticket begins a new resolution cycle, old cycles are kept
 * @param policyVersion the version of the policy that set the target, counted from 1
 * @param goal name of the goal within the policy
 * @param calendar name of the calendar in whose working time the clock runs
 * @param targetSeconds working time allowed, in seconds
 * @param elapsedSeconds working time used so far, in seconds, pauses not counted
 * @param dueAt when the target is reached if nothing pauses; absent while paused
 */
public record SlaMeasure(
        SlaMetric metric,
        int cycle,
        String policyId,
        int policyVersion,
        String goal,
        String calendar,
        long targetSeconds,
        long elapsedSeconds,
        @Nullable Instant dueAt) {}
