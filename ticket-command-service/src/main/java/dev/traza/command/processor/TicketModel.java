package dev.traza.command.processor;

import dev.traza.command.ticket.Decided;
import dev.traza.command.ticket.RecordedEvent;
import dev.traza.command.ticket.TicketRequest;
import java.util.List;

/** Carries a command to its ticket. */
@FunctionalInterface
public interface TicketModel {

    /**
     * Decides on the calling thread.
     *
     * @param history all that has happened to the ticket, in order; empty when there is none
     */
    Handled handle(TicketRequest request, List<RecordedEvent> history);

    /**
     * What came of it.
     *
     * @param happened what is to be put on record, in order; nothing when the command was refused
     */
    record Handled(Decided decided, List<RecordedEvent> happened) {
        public Handled {
            happened = List.copyOf(happened);
        }
    }
}
