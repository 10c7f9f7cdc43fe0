package dev.traza.command.ticket;

import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent.CommentAdded;
import dev.traza.contract.ticket.TicketEvent.TicketAssigned;
import dev.traza.contract.ticket.TicketEvent.TicketClosed;
import dev.traza.contract.ticket.TicketEvent.TicketEscalated;
import dev.traza.contract.ticket.TicketEvent.TicketHeld;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import dev.traza.contract.ticket.TicketEvent.TicketPended;
import dev.traza.contract.ticket.TicketEvent.TicketPrioritized;
import dev.traza.contract.ticket.TicketEvent.TicketReleased;
import dev.traza.contract.ticket.TicketEvent.TicketReopened;
import dev.traza.contract.ticket.TicketEvent.TicketResolved;
import dev.traza.contract.ticket.TicketEvent.TicketResumed;
import dev.traza.contract.ticket.Urgency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a ticket's past still matters for its next decision; the rest is for the read side.
 *
 * @param version how many events there have been
 * @param level support level, 0–4
 * @param heldUntil when a ticket on hold goes on by itself; absent without a date and in every other status
 */
public record TicketState(
        long version,
        String number,
        String requesterId,
        Status status,
        Weight weight,
        int level,
        Holder holder,
        @Nullable Instant heldUntil,
        Resolution resolution) {

    /** How much the ticket matters. */
    public record Weight(Impact impact, Urgency urgency, Priority priority) {}

    /** Who has the ticket: nobody, a team's queue, or an agent. */
    public record Holder(@Nullable String teamId, @Nullable String agentId) {
        static final Holder NOBODY = new Holder(null, null);
    }

    /**
     * How the ticket ended the last time it was resolved.
     *
     * @param code absent before the first resolution
     * @param recordedAt when it was put on record; absent before the first resolution
     * @param count how often the ticket has been resolved
     * @param reopenings how often a resolution was taken back
     */
    public record Resolution(
            @Nullable ResolutionCode code, @Nullable Instant recordedAt, int count, int reopenings) {
        static final Resolution NONE = new Resolution(null, null, 0, 0);
    }

    /**
     * The state after one more event. It is total: whatever stands on the log is taken as it is, since the rules of the
     * day it was decided may not be today's.
     *
     * @param state absent before the first event
     * @throws IllegalStateException if the first event is not an opening, or a later one is: such a history is no
     *     ticket's
     */
    public static TicketState evolve(@Nullable TicketState state, RecordedEvent recorded) {
        if (state == null) {
            if (recorded.event() instanceof TicketOpened opened) {
                return begin(opened);
            }
            throw new IllegalStateException("A ticket begins with its opening");
        }
        return switch (recorded.event()) {
            case TicketOpened _ -> throw new IllegalStateException("A ticket is opened once");
            case CommentAdded comment -> state.next(comment.status());
            case TicketAssigned assigned ->
                state.next(assigned.status()).with(new Holder(assigned.teamId(), assigned.agentId()));
            case TicketReleased released -> state.next(released.status()).with(new Holder(released.teamId(), null));
            case TicketPended pended -> state.next(pended.status());
            case TicketHeld held -> state.next(held.status()).until(held.until());
            case TicketResumed resumed -> state.next(resumed.status());
            case TicketPrioritized prioritized ->
                state.next(prioritized.status())
                        .with(new Weight(prioritized.impact(), prioritized.urgency(), prioritized.priority()));
            case TicketEscalated escalated -> state.next(escalated.status()).at(escalated.toLevel());
            case TicketResolved resolved ->
                state.next(resolved.status())
                        .with(new Resolution(
                                resolved.code(),
                                recorded.recordedAt(),
                                resolved.resolution(),
                                state.resolution.reopenings));
            case TicketReopened reopened ->
                state.next(reopened.status())
                        .with(new Resolution(
                                state.resolution.code,
                                state.resolution.recordedAt,
                                state.resolution.count,
                                reopened.reopenCount()));
            case TicketClosed closed ->
                state.next(closed.status())
                        .with(new Resolution(
                                closed.code(),
                                state.resolution.recordedAt,
                                state.resolution.count,
                                state.resolution.reopenings));
        };
    }

    /** The state that a ticket's whole history leads to; null when it has none. */
    public static @Nullable TicketState replay(List<RecordedEvent> history) {
        TicketState state = null;
        for (RecordedEvent recorded : history) {
            state = evolve(state, recorded);
        }
        return state;
    }

    private static TicketState begin(TicketOpened opened) {
        return new TicketState(
                1,
                opened.number(),
                opened.requester().id(),
                opened.status(),
                new Weight(opened.impact(), opened.urgency(), opened.priority()),
                opened.level(),
                Holder.NOBODY,
                null,
                Resolution.NONE);
    }

    private TicketState next(Status after) {
        Instant stillHeldUntil = after == Status.ON_HOLD ? heldUntil : null;
        return new TicketState(
                version + 1, number, requesterId, after, weight, level, holder, stillHeldUntil, resolution);
    }

    private TicketState with(Holder newHolder) {
        return new TicketState(version, number, requesterId, status, weight, level, newHolder, heldUntil, resolution);
    }

    private TicketState with(Weight newWeight) {
        return new TicketState(version, number, requesterId, status, newWeight, level, holder, heldUntil, resolution);
    }

    private TicketState with(Resolution newResolution) {
        return new TicketState(version, number, requesterId, status, weight, level, holder, heldUntil, newResolution);
    }

    private TicketState at(int newLevel) {
        return new TicketState(version, number, requesterId, status, weight, newLevel, holder, heldUntil, resolution);
    }

    private TicketState until(@Nullable Instant instant) {
        return new TicketState(version, number, requesterId, status, weight, level, holder, instant, resolution);
    }
}
