package dev.traza.command.ticket;

import dev.traza.command.entity.Recorded;
import dev.traza.contract.ticket.TicketEvent;
import java.time.Instant;
import org.axonframework.messaging.eventhandling.annotation.Event;

/**
 * An event together with the moment at which it was put on record: what a ticket's state is made of.
 *
 * @param recordedAt the decision's clock, by which windows and terms are counted; {@code occurredAt} may lie before it
 */
@Event(namespace = "dev.traza.ticket", name = "RecordedEvent", version = "1")
public record RecordedEvent(TicketEvent event, Instant recordedAt) implements Recorded<TicketEvent> {}
