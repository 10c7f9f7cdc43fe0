package dev.traza.contract.envelope;

import dev.traza.contract.personal.PersonCommand;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command concerning a person, as it stands on {@code ticket-commands}, once for each partition: what is known of a
 * person stands with the tickets.
 *
 * @param personId the subject of the person's tokens
 */
public record PersonCommandEnvelope(
        UUID commandId,
        String personId,
        Actor actor,
        Instant acceptedAt,
        UUID correlationId,
        @Nullable UUID causationId,
        @Nullable String requestHash,
        @Nullable Integer replyPartition,
        @Nullable String traceparent,
        PersonCommand command)
        implements CommandContext {

    @Override
    public String subject() {
        return personId;
    }

    @Override
    public Instant occurredAt() {
        return acceptedAt;
    }

    @Override
    public @Nullable Long expectedVersion() {
        return null;
    }

    @Override
    public int partition(int partitions) {
        return command.partition();
    }
}
