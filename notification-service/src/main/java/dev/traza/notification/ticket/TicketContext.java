package dev.traza.notification.ticket;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.TicketEvent;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a ticket to tell people about it: the fold of its events.
 *
 * @param version of the last event in it, 1 or more
 * @param openedBy id of the event that began the ticket; the first message follows from it
 */
public record TicketContext(
        UUID ticketId,
        long version,
        UUID openedBy,
        String number,
        String subject,
        Requester requester,
        Priority priority,
        @Nullable String teamId,
        @Nullable String assigneeId) {

    /** Whether this event is in it already. */
    public boolean has(EventEnvelope<TicketEvent> envelope) {
        return envelope.sequence() <= version;
    }

    /**
     * The context once this event has happened too.
     *
     * @param before empty for a ticket that was never heard of
     * @throws MissingHistoryException if the event is not the next of its ticket: to go on would be to tell people about a
     *     ticket that is half known
     */
    public static TicketContext after(Optional<TicketContext> before, EventEnvelope<TicketEvent> envelope) {
        long expected = before.map(TicketContext::version).orElse(0L) + 1;
        if (envelope.sequence() != expected) {
            throw new MissingHistoryException(envelope.ticketId(), expected, envelope.sequence());
        }
        if (envelope.event() instanceof TicketEvent.TicketOpened opened) {
            return new TicketContext(
                    envelope.ticketId(),
                    envelope.sequence(),
                    envelope.eventId(),
                    opened.number(),
                    opened.subject(),
                    opened.requester(),
                    opened.priority(),
                    null,
                    null);
        }
        return before.orElseThrow(() -> new MissingHistoryException(envelope.ticketId(), expected, envelope.sequence()))
                .then(envelope);
    }

    private TicketContext then(EventEnvelope<TicketEvent> envelope) {
        return switch (envelope.event()) {
            case TicketEvent.TicketAssigned assigned -> at(envelope, priority, assigned.teamId(), assigned.agentId());
            case TicketEvent.TicketReleased released -> at(envelope, priority, released.teamId(), null);
            case TicketEvent.TicketPrioritized prioritized -> at(envelope, prioritized.priority(), teamId, assigneeId);
            case TicketEvent.TicketOpened again -> this;
            case TicketEvent.CommentAdded nothing -> unchangedAt(envelope);
            case TicketEvent.TicketPended nothing -> unchangedAt(envelope);
            case TicketEvent.TicketHeld nothing -> unchangedAt(envelope);
            case TicketEvent.TicketResumed nothing -> unchangedAt(envelope);
            case TicketEvent.TicketEscalated nothing -> unchangedAt(envelope);
            case TicketEvent.TicketResolved nothing -> unchangedAt(envelope);
            case TicketEvent.TicketReopened nothing -> unchangedAt(envelope);
            case TicketEvent.TicketClosed nothing -> unchangedAt(envelope);
            case TicketEvent.TicketRevised revised -> unchangedAt(envelope).revised(revised.subject());
            case TicketEvent.TicketTagged nothing -> unchangedAt(envelope);
            case TicketEvent.TicketUntagged nothing -> unchangedAt(envelope);
            case TicketEvent.TicketWatched nothing -> unchangedAt(envelope);
            case TicketEvent.TicketUnwatched nothing -> unchangedAt(envelope);
            case TicketEvent.AssetLinked nothing -> unchangedAt(envelope);
            case TicketEvent.AssetUnlinked nothing -> unchangedAt(envelope);
            case TicketEvent.WorkLogged nothing -> unchangedAt(envelope);
            case TicketEvent.TicketRated nothing -> unchangedAt(envelope);
            case TicketEvent.TaskAdded nothing -> unchangedAt(envelope);
            case TicketEvent.TaskCompleted nothing -> unchangedAt(envelope);
            case TicketEvent.TaskCancelled nothing -> unchangedAt(envelope);
        };
    }

    private TicketContext revised(TicketEvent.@Nullable Revision newSubject) {
        return newSubject == null
                ? this
                : new TicketContext(
                        ticketId,
                        version,
                        openedBy,
                        number,
                        newSubject.after(),
                        requester,
                        priority,
                        teamId,
                        assigneeId);
    }

    private TicketContext unchangedAt(EventEnvelope<TicketEvent> envelope) {
        return at(envelope, priority, teamId, assigneeId);
    }

    private TicketContext at(
            EventEnvelope<TicketEvent> envelope,
            Priority newPriority,
            @Nullable String newTeamId,
            @Nullable String newAssigneeId) {
        return new TicketContext(
                ticketId,
                envelope.sequence(),
                openedBy,
                number,
                subject,
                requester,
                newPriority,
                newTeamId,
                newAssigneeId);
    }
}
