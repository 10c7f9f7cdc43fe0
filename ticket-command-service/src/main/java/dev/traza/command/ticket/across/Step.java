package dev.traza.command.ticket.across;

import dev.traza.command.ticket.Decider;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Origin;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.TicketCommand;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command that follows for another ticket.
 *
 * @param purpose tells the steps of one command apart; the same command has the same steps whenever it is decided
 * @param origin who is to be answered in the end; absent when nobody waits for what comes of this step
 */
public record Step(
        TicketRef to,
        TicketCommand command,
        String purpose,
        @Nullable Origin origin) {

    /** The step as it goes on record, with clock, correlation and person of the command from which it follows. */
    public CommandEnvelope of(CommandEnvelope cause) {
        return new CommandEnvelope(
                idAfter(cause.commandId(), purpose),
                to,
                new Actor(Actor.Kind.SERVICE, Decider.ANOTHER_TICKET, Set.of(), personOf(cause.actor())),
                cause.acceptedAt(),
                cause.occurredAt(),
                null,
                cause.correlationId(),
                cause.commandId(),
                null,
                null,
                cause.traceparent(),
                cause.reopenWindow(),
                origin,
                command);
    }

    /** The id of a step. */
    static UUID idAfter(UUID causingCommandId, String purpose) {
        return Ids.derived(causingCommandId, purpose);
    }

    private static @Nullable String personOf(Actor actor) {
        return actor.kind() == Actor.Kind.USER ? actor.subject() : actor.onBehalfOf();
    }
}
