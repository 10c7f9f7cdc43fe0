package dev.traza.command.ticket;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.TicketNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision may know besides the command and the ticket. It comes from the command's envelope and never from a
 * clock or a configuration, so that the same commands over the same state always give the same events.
 *
 * @param acceptedAt the clock of the decision
 * @param expectedVersion the only version of the ticket on which the command may be carried out; absent means any
 * @param reopenWindow how long after its resolution a ticket can be reopened
 * @param newNumber the number that a new ticket gets; needed for an OpenTicket, otherwise absent
 */
public record Facts(
        UUID ticketId,
        Actor actor,
        Instant acceptedAt,
        @Nullable Long expectedVersion,
        Duration reopenWindow,
        @Nullable TicketNumber newNumber) {

    /** The reopening window when a command's envelope names none. */
    public static final Duration DEFAULT_REOPEN_WINDOW = Duration.ofDays(14);

    /** The facts of a command for a ticket whose id is known by now. */
    public static Facts of(CommandEnvelope envelope, UUID ticketId, @Nullable TicketNumber newNumber) {
        Duration window = envelope.reopenWindow();
        return new Facts(
                ticketId,
                envelope.actor(),
                envelope.acceptedAt(),
                envelope.expectedVersion(),
                window == null ? DEFAULT_REOPEN_WINDOW : window,
                newNumber);
    }
}
