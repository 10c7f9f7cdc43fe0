package dev.traza.contract.envelope;

import dev.traza.contract.ticket.TicketCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command as it stands on {@code ticket-commands}.
 *
 * @param commandId names the wish: the same id twice is carried out once and answered twice alike
 * @param ticket the ticket it is for
 * @param acceptedAt the clock of the decision, fixed by whoever put the command on the log
 * @param occurredAt when the matter happened, not after {@code acceptedAt}: yesterday's call typed today
 * @param expectedVersion the only version of the ticket on which the command may be carried out ({@code If-Match})
 * @param correlationId of the contact that began it all
 * @param causationId the event that caused this command, or the command of which it is a step; absent when a person did
 * @param requestHash of the request's content; the same command id with another hash is refused
 * @param replyPartition the partition of {@code ticket-command-replies} on which the sender listens; absent when nobody
 *     waits
 * @param traceparent W3C trace context
 * @param reopenWindow how long after its resolution a ticket can be reopened, as configured when the command was
 *     accepted; absent where it does not matter
 * @param origin for whom this is done, when it is a step of what was asked of another ticket
 */
public record CommandEnvelope(
        UUID commandId,
        TicketRef ticket,
        Actor actor,
        Instant acceptedAt,
        Instant occurredAt,
        @Nullable Long expectedVersion,
        UUID correlationId,
        @Nullable UUID causationId,
        @Nullable String requestHash,
        @Nullable Integer replyPartition,
        @Nullable String traceparent,
        @Nullable Duration reopenWindow,
        @Nullable Origin origin,
        TicketCommand command)
        implements CommandContext {

    @Override
    public String subject() {
        return ticket.text();
    }

    @Override
    public int partition(int partitions) {
        return ticket.partition(partitions);
    }

    /** A command to which the reopening window does not matter, and which is a step of nothing else. */
    public CommandEnvelope(
            UUID commandId,
            TicketRef ticket,
            Actor actor,
            Instant acceptedAt,
            Instant occurredAt,
            @Nullable Long expectedVersion,
            UUID correlationId,
            @Nullable UUID causationId,
            @Nullable String requestHash,
            @Nullable Integer replyPartition,
            @Nullable String traceparent,
            TicketCommand command) {
        this(
                commandId,
                ticket,
                actor,
                acceptedAt,
                occurredAt,
                expectedVersion,
                correlationId,
                causationId,
                requestHash,
                replyPartition,
                traceparent,
                null,
                null,
                command);
    }
}
