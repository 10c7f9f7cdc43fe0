package dev.traza.sla.clock;

import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.Status;
import dev.traza.sla.policy.TicketFacts;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the clocks of one open ticket. Ended cycles are not in here, so nothing can rewrite them; they stay
 * on {@code sla-events}.
 *
 * @param version the last version of the ticket that was applied
 * @param sequence of the last event told
 * @param history statuses in order, the last one is the present; at most {@link Clockwork#LONGEST_HISTORY}
 * @param openedAt where first response begins
 * @param responded whether first response has ended
 * @param resolvingSince where the present resolution cycle begins
 * @param resolved whether the present resolution cycle has ended
 * @param cycles how many cycles of a metric have begun
 * @param clocks those that have begun and not ended
 * @param hold set while the ticket is on hold until a date
 * @param resolution set while the ticket is resolved and nobody was asked to close it yet
 * @param traceparent of the contact that opened the ticket
 * @param timers as they stand in the index of due times
 */
public record TicketClocks(
        UUID ticketId,
        long version,
        long sequence,
        TicketFacts facts,
        List<StatusChange> history,
        Instant openedAt,
        boolean responded,
        Instant resolvingSince,
        boolean resolved,
        Map<SlaMetric, Integer> cycles,
        Map<SlaMetric, RunningClock> clocks,
        @Nullable Waiting hold,
        @Nullable Waiting resolution,
        UUID correlationId,
        @Nullable String traceparent,
        List<Timer> timers) {

    public TicketClocks {
        history = List.copyOf(history);
        cycles = cycles.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(cycles));
        clocks = clocks.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(clocks));
        timers = List.copyOf(timers);
    }

    /** The ticket's present status. */
    public Status presentStatus() {
        return history.getLast().status();
    }
}
