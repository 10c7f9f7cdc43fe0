package dev.traza.routing.decision;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.ticket.TicketCommand;
import java.time.Instant;
import java.util.UUID;

/** Writes decisions down. Every id in them follows from the cause. */
public final class Deciding {

    /** The CloudEvents source of what routing sends. */
    public static final String SOURCE = "/routing-service";

    private static final Actor ROUTING = Actor.service("routing-service");

    private Deciding() {}

    /** The id of the command by which a ticket is assigned because of this event. */
    public static UUID assignmentId(UUID causeId) {
        return Ids.derived(causeId, "assign");
    }

    /** The id of the command by which a ticket is escalated because of this event. */
    public static UUID escalationId(UUID causeId) {
        return Ids.derived(causeId, "escalate");
    }

    /**
     * A decision.
     *
     * @param expectedVersion the only version of the ticket on which the command may be carried out
     * @param sequence place among the ticket's decisions
     */
    public static Decision write(
            Cause cause,
            UUID commandId,
            long expectedVersion,
            long sequence,
            Instant now,
            TicketCommand command,
            RoutingEvent explanation) {
        return new Decision(
                cause.eventId(),
                cause.ticketId(),
                sequence,
                CommandRecords.write(
                        SOURCE,
                        new CommandEnvelope(
                                commandId,
                                TicketRef.of(cause.ticketId()),
                                ROUTING,
                                now,
                                now,
                                expectedVersion,
                                cause.correlationId(),
                                cause.eventId(),
                                null,
                                null,
                                cause.traceparent(),
                                command)),
                EventRecords.ROUTING.write(new EventEnvelope<RoutingEvent>(
                        Ids.derived(cause.eventId(), "routing"),
                        cause.ticketId(),
                        sequence,
                        ROUTING,
                        now,
                        now,
                        cause.correlationId(),
                        cause.eventId(),
                        cause.traceparent(),
                        explanation)));
    }
}
