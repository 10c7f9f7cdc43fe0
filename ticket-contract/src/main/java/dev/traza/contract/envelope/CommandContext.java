package dev.traza.contract.envelope;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known about every command on {@code ticket-commands}, whatever it is for. */
public sealed interface CommandContext permits CommandEnvelope, CatalogCommandEnvelope, PersonCommandEnvelope {

    /** Names the wish: the same id twice is carried out once and answered twice alike. */
    UUID commandId();

    /** What the command is for, as the record's key and subject say it. */
    String subject();

    /** Who asks. */
    Actor actor();

    /** The clock of the decision, fixed by whoever put the command on the log. */
    Instant acceptedAt();

    /** When the matter happened, not after {@link #acceptedAt}. */
    Instant occurredAt();

    /** The only version on which the command may be carried out; absent means any. */
    @Nullable
    Long expectedVersion();

    /** Of the contact that began it all. */
    UUID correlationId();

    /** The event that caused this command, absent when a person did. */
    @Nullable
    UUID causationId();

    /** Of the request's content; the same command id with another hash is refused. */
    @Nullable
    String requestHash();

    /** The partition of {@code ticket-command-replies} on which the sender listens; absent when nobody waits. */
    @Nullable
    Integer replyPartition();

    /** W3C trace context. */
    @Nullable
    String traceparent();

    /** What is asked. */
    Object command();

    /** The partition of {@code ticket-commands} in which such a command is decided, given their count. */
    int partition(int partitions);
}
