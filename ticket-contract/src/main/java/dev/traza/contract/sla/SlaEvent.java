package dev.traza.contract.sla;

import dev.traza.contract.ticket.Status;

/**
 * What happens to a ticket's service-level clocks. Of one metric and cycle, {@link SlaStarted} comes first, each
 * threshold warns at most once, {@link SlaBreached} comes at most once, and {@link SlaMet} or {@link SlaCancelled} ends
 * it.
 */
public sealed interface SlaEvent {

    /** The clock's reading at this event. */
    SlaMeasure measure();

    /** A clock began to run. */
    record SlaStarted(SlaMeasure measure) implements SlaEvent {}

    /** The clock stands still in this status of the ticket. */
    record SlaPaused(SlaMeasure measure, Status because) implements SlaEvent {}

    /** The clock runs again, with a new due time. */
    record SlaResumed(SlaMeasure measure) implements SlaEvent {}

    /** The goal of a running clock changed (another priority, policy or calendar); used time is kept. */
    record SlaRetargeted(SlaMeasure measure) implements SlaEvent {}

    /**
     * A threshold of the target was passed.
     *
     * @param thresholdPercent how much of the target is used, in percent
     */
    record SlaWarned(SlaMeasure measure, int thresholdPercent) implements SlaEvent {}

    /** The target passed and the clock is still running. */
    record SlaBreached(SlaMeasure measure) implements SlaEvent {}

    /**
     * What was measured has happened, and the clock ended.
     *
     * @param breached whether that came after the target
     */
    record SlaMet(SlaMeasure measure, boolean breached) implements SlaEvent {}

    /** The clock ended without a result: the ticket was closed unresolved, or no goal applies any more. */
    record SlaCancelled(SlaMeasure measure) implements SlaEvent {}
}
