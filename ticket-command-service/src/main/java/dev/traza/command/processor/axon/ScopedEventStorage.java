package dev.traza.command.processor.axon;

import dev.traza.command.entity.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * Gives Axon the history of the command being dispatched, and keeps what it appends until the dispatch is over. It
 * checks no conflicts: the partition has one writer, and Kafka's transaction decides whether anything counts.
 */
final class ScopedEventStorage implements EventStorageEngine {

    private final Map<Class<?>, MessageType> types;

    /** @param types of the recorded events, by their class */
    ScopedEventStorage(Map<Class<?>, MessageType> types) {
        this.types = types;
    }

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, @Nullable ProcessingContext context) {
        Stream<EventMessage> past =
                DispatchScope.CURRENT.get().history().stream().map(this::message);
        return MessageStream.fromStream(past);
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition, @Nullable ProcessingContext context, List<TaggedEventMessage<?>> events) {
        List<Recorded<?>> appended = new ArrayList<>();
        events.forEach(tagged -> appended.add((Recorded<?>) tagged.event().payload()));
        return CompletableFuture.completedFuture(new Appending(List.copyOf(appended)));
    }

    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, @Nullable ProcessingContext context) {
        throw onlyForCommands();
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        throw onlyForCommands();
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        throw onlyForCommands();
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(java.time.Instant at, @Nullable ProcessingContext context) {
        throw onlyForCommands();
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("events", "of the command being dispatched");
    }

    private EventMessage message(Recorded<?> recorded) {
        // The id stays inside Axon; ids on the log are derived from the command by the processor.
        return new GenericEventMessage(
                new UUID(0, 0).toString(),
                Objects.requireNonNull(types.get(recorded.getClass())),
                recorded,
                Metadata.emptyInstance(),
                recorded.recordedAt());
    }

    private static UnsupportedOperationException onlyForCommands() {
        return new UnsupportedOperationException("Events are followed on Kafka, not through Axon");
    }

    private record Appending(List<Recorded<?>> events) implements AppendTransaction<ConsistencyMarker> {

        @Override
        public CompletableFuture<ConsistencyMarker> commit(@Nullable ProcessingContext context) {
            DispatchScope.CURRENT.get().append(events);
            return CompletableFuture.completedFuture(ConsistencyMarker.ORIGIN);
        }

        @Override
        public void rollback(@Nullable ProcessingContext context) {
            // Nothing was handed out.
        }

        @Override
        public CompletableFuture<ConsistencyMarker> afterCommit(
                ConsistencyMarker marker, @Nullable ProcessingContext context) {
            return CompletableFuture.completedFuture(marker);
        }
    }
}
