package dev.traza.query.figures;

import dev.traza.contract.ticket.Channel;
import dev.traza.query.view.Progress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All of one ticket that figures are computed from: what happened to it and when, and nothing that anybody said. Nothing
 * is counted here, so that a figure that is thought of tomorrow can be computed over all of the past.
 *
 * @param channel absent until the ticket is opened
 * @param calendar whose working time its service-level clocks ran in last; absent when it never had any
 * @param desks the desk with which routing last chose each team for this ticket, by team
 * @param moments in the order in which they were put on record; empty until the ticket is opened
 */
public record TicketFacts(
        UUID ticketId,
        Progress progress,
        @Nullable Channel channel,
        @Nullable String calendar,
        Map<String, String> desks,
        List<Moment> moments) {

    /** Before the first event. */
    public static TicketFacts nothingYet(UUID ticketId) {
        return new TicketFacts(ticketId, Progress.NONE, null, null, Map.of(), List.of());
    }

    /** Whether there is anything to compute from. */
    public boolean isOpened() {
        return !moments.isEmpty();
    }

    /** The first time that can matter to a figure; only of a ticket that is opened. */
    public long began() {
        return moments.getFirst().at();
    }

    /** The last time that can matter to a figure, {@link Long#MAX_VALUE} while the ticket is unsolved. */
    public long ended() {
        return moments.getLast().leavesUnsolved()
                ? Long.MAX_VALUE
                : moments.stream().mapToLong(Moment::at).max().orElseThrow();
    }

    TicketFacts at(Progress newProgress) {
        return new TicketFacts(ticketId, newProgress, channel, calendar, desks, moments);
    }

    TicketFacts in(Channel newChannel) {
        return new TicketFacts(ticketId, progress, newChannel, calendar, desks, moments);
    }

    TicketFacts measuredIn(String newCalendar) {
        return newCalendar.equals(calendar)
                ? this
                : new TicketFacts(ticketId, progress, channel, newCalendar, desks, moments);
    }

    TicketFacts with(List<Moment> newMoments) {
        return new TicketFacts(ticketId, progress, channel, calendar, desks, newMoments);
    }

    TicketFacts routed(String desk, String team) {
        if (desk.equals(desks.get(team))) {
            return this;
        }
        Map<String, String> more = new HashMap<>(desks);
        more.put(team, desk);
        return new TicketFacts(ticketId, progress, channel, calendar, Map.copyOf(more), moments);
    }
}
