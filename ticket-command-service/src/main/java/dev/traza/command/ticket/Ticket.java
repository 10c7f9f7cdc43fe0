package dev.traza.command.ticket;

import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as Axon sees it: an entity that exists once its first event has happened. All it does is to hand over to
 * {@link Decider} and {@link TicketState}, which know nothing of Axon.
 */
@EventSourcedEntity(tagKey = Ticket.TAG)
public final class Ticket {

    /** The tag by which Axon asks for a ticket's events. */
    public static final String TAG = "Ticket";

    private TicketState state;

    @EntityCreator
    Ticket(RecordedEvent first) {
        state = TicketState.evolve(null, first);
    }

    /** Decides about a ticket that does not exist. */
    @CommandHandler
    static Decided withoutTicket(TicketRequest request, EventAppender happenings) {
        return decide(request, null, happenings);
    }

    /** Decides about this ticket. */
    @CommandHandler
    Decided withTicket(TicketRequest request, EventAppender happenings) {
        return decide(request, state, happenings);
    }

    @EventSourcingHandler
    void happened(RecordedEvent recorded) {
        // When Axon reads the past, it hands over the event from which it created the entity once more.
        if (!(recorded.event() instanceof TicketOpened)) {
            state = TicketState.evolve(state, recorded);
        }
    }

    private static Decided decide(TicketRequest request, @Nullable TicketState before, EventAppender happenings) {
        Decision decision = Decider.decide(request.command(), request.facts(), before);
        if (decision instanceof Decision.Accepted accepted) {
            accepted.events().stream()
                    .map(event -> new RecordedEvent(event, request.facts().acceptedAt()))
                    .forEach(happenings::append);
        }
        return new Decided(decision, before);
    }
}
