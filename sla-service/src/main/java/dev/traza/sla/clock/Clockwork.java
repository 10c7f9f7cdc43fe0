package dev.traza.sla.clock;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.sla.policy.PolicyBook;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the clocks of tickets by one book of policies.
 *
 * <p>A ticket's event counts at the time it happened. Whatever was due before that time is told first, so that a backlog
 * read after an outage gives the same events as if there had been none. A cycle that has ended is never touched again.
 */
public final class Clockwork {

    /** Status changes that are kept of a ticket; of older ones only the sum of their working time is. */
    public static final int LONGEST_HISTORY = 200;

    private final PolicyBook book;

    /** Clocks by this book. */
    public Clockwork(PolicyBook book) {
        this.book = book;
    }

    /**
     * Takes an event of the ticket. One that was taken before (by its version) changes nothing, and so does one of a
     * ticket whose opening is not known.
     *
     * @param before absent for a ticket not seen before
     * @param now when what follows is put on record
     */
    public Step apply(@Nullable TicketClocks before, EventEnvelope<TicketEvent> event, Instant now) {
        if (before == null) {
            return event.event() instanceof TicketEvent.TicketOpened opened
                    ? Turn.opening(book, event, opened, now).end()
                    : new Step(null, List.of());
        }
        return event.sequence() <= before.version()
                ? new Step(before, List.of())
                : new Turn(book, before, now).take(event).end();
    }

    /** Tells whatever is due at {@code now} or before and was not told yet. */
    public Step wake(TicketClocks before, Instant now) {
        return new Turn(book, before, now).wake().end();
    }

    /** Measures the running clocks by the present policies, if others apply to the ticket by now. */
    public Step refresh(TicketClocks before, Instant now) {
        return new Turn(book, before, now).followPolicies(now, null).end();
    }
}
