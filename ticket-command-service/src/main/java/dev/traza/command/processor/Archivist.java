package dev.traza.command.processor;

import dev.traza.command.processor.ClosedStore.Closing;
import dev.traza.command.ticket.ArchivedTicket;
import dev.traza.command.ticket.RecordedEvent;
import dev.traza.command.ticket.TicketState;
import dev.traza.contract.sealing.TextKeys;
import dev.traza.contract.ticket.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Takes tickets that have been closed for long out of the store, so that its size follows the tickets that live and not
 * all that ever were. A few words stay of each, so that whoever comes back to it gets a proper answer. Their events stay
 * on the log.
 */
final class Archivist {

    private final HistoryStore history;
    private final ClosedStore closed;
    private final Duration after;
    private final int batch;

    /**
     * For one partition.
     *
     * @param after how long a ticket stays after it was closed
     * @param batch how many tickets leave at once, in one transaction
     */
    Archivist(HistoryStore history, ClosedStore closed, Duration after, int batch) {
        this.history = history;
        this.closed = closed;
        this.after = after;
        this.batch = batch;
    }

    /**
     * Archives the tickets that have been closed for longest, as far as their time has come.
     *
     * @return how many
     */
    int sweep(Instant now) {
        int archived = 0;
        for (Closing closing : closed.before(now.minus(after), batch)) {
            closed.remove(closing);
            archived += archive(closing) ? 1 : 0;
        }
        return archived;
    }

    /** A ticket that was taken back after it was closed lives on, and was noted again if it has been closed since. */
    private boolean archive(Closing closing) {
        UUID ticketId = closing.ticketId();
        TextKeys keys = TextKeys.none(); // no text is needed
        List<RecordedEvent> past = history.of(ticketId).events().stream()
                .map(stored -> StoredEvent.of(stored, keys).recorded())
                .toList();
        if (past.isEmpty() || !closedAt(past).equals(closing.at())) {
            return false;
        }
        TicketState state = Objects.requireNonNull(TicketState.replay(past));
        history.archive(
                ticketId,
                new ArchivedTicket(
                        state.number(),
                        state.requesterId(),
                        state.version(),
                        closing.at(),
                        state.family().saidByOthersThan(state.requesterId())));
        return true;
    }

    /** Since when the ticket has been closed; {@link Instant#MAX} if it is not. */
    private static Instant closedAt(List<RecordedEvent> past) {
        Instant since = Instant.MAX;
        Status before = Status.NEW;
        for (RecordedEvent recorded : past) {
            Status status = recorded.event().status();
            if (status != Status.CLOSED) {
                since = Instant.MAX;
            } else if (before != Status.CLOSED) {
                since = Instant.ofEpochMilli(recorded.recordedAt().toEpochMilli());
            }
            before = status;
        }
        return since;
    }
}
