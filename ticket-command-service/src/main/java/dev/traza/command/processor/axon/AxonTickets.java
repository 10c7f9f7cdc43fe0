package dev.traza.command.processor.axon;

import dev.traza.command.processor.TicketModel;
import dev.traza.command.ticket.Decided;
import dev.traza.command.ticket.RecordedEvent;
import dev.traza.command.ticket.Ticket;
import dev.traza.command.ticket.TicketRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.update.UpdateCheckerConfigurationEnhancer;

/**
 * Tickets as Axon entities, dispatched synchronously: the answer is there when {@link #handle} returns, on the thread
 * that called it. One instance serves all threads.
 */
public final class AxonTickets implements TicketModel, AutoCloseable {

    private final AxonConfiguration axon;
    private final CommandBus commands;
    private final MessageType commandType;

    private AxonTickets(AxonConfiguration axon) {
        this.axon = axon;
        this.commands = axon.getComponent(CommandBus.class);
        this.commandType = axon.getComponent(MessageTypeResolver.class).resolveOrThrow(TicketRequest.class);
    }

    /** Starts Axon with the ticket as its only entity, and without the call home that it would make. */
    public static AxonTickets start() {
        return new AxonTickets(EventSourcingConfigurer.create()
                .componentRegistry(registry -> registry.disableEnhancer(UpdateCheckerConfigurationEnhancer.class))
                .registerEntity(EventSourcedEntityModule.autodetected(UUID.class, Ticket.class))
                .registerEventStorageEngine(configuration -> new ScopedEventStorage(
                        configuration.getComponent(MessageTypeResolver.class).resolveOrThrow(RecordedEvent.class)))
                .start());
    }

    @Override
    public Handled handle(TicketRequest request, List<RecordedEvent> history) {
        DispatchScope scope = new DispatchScope(history);
        return ScopedValue.where(DispatchScope.CURRENT, scope).call(() -> {
            CompletableFuture<CommandResultMessage> result =
                    commands.dispatch(new GenericCommandMessage(commandType, request), null);
            if (!result.isDone()) {
                throw new IllegalStateException("Axon left the calling thread; its events would be lost");
            }
            Decided decided = (Decided) result.join().payload();
            return new Handled(decided, scope.happened());
        });
    }

    @Override
    public void close() {
        axon.shutdown();
    }
}
