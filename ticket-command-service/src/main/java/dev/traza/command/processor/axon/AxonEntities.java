package dev.traza.command.processor.axon;

import dev.traza.command.catalog.DecidedItem;
import dev.traza.command.catalog.Item;
import dev.traza.command.catalog.ItemRequest;
import dev.traza.command.catalog.RecordedItemEvent;
import dev.traza.command.processor.ItemModel;
import dev.traza.command.processor.TicketModel;
import dev.traza.command.ticket.Decided;
import dev.traza.command.ticket.RecordedEvent;
import dev.traza.command.ticket.Ticket;
import dev.traza.command.ticket.TicketRequest;
import java.util.List;
import java.util.Map;
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
 * Tickets and items of the catalog as Axon entities, dispatched synchronously: the answer is there when {@code handle}
 * returns, on the thread that called it. One instance serves all threads.
 */
public final class AxonEntities implements TicketModel, ItemModel, AutoCloseable {

    private final AxonConfiguration axon;
    private final CommandBus commands;
    private final MessageType ticketRequest;
    private final MessageType itemRequest;

    private AxonEntities(AxonConfiguration axon) {
        this.axon = axon;
        this.commands = axon.getComponent(CommandBus.class);
        MessageTypeResolver types = axon.getComponent(MessageTypeResolver.class);
        this.ticketRequest = types.resolveOrThrow(TicketRequest.class);
        this.itemRequest = types.resolveOrThrow(ItemRequest.class);
    }

    /** Starts Axon with its two entities, and without the call home that it would make. */
    public static AxonEntities start() {
        return new AxonEntities(EventSourcingConfigurer.create()
                .componentRegistry(registry -> registry.disableEnhancer(UpdateCheckerConfigurationEnhancer.class))
                .registerEntity(EventSourcedEntityModule.autodetected(UUID.class, Ticket.class))
                .registerEntity(EventSourcedEntityModule.autodetected(UUID.class, Item.class))
                .registerEventStorageEngine(configuration ->
                        new ScopedEventStorage(types(configuration.getComponent(MessageTypeResolver.class))))
                .start());
    }

    private static Map<Class<?>, MessageType> types(MessageTypeResolver resolver) {
        return Map.of(
                RecordedEvent.class, resolver.resolveOrThrow(RecordedEvent.class),
                RecordedItemEvent.class, resolver.resolveOrThrow(RecordedItemEvent.class));
    }

    @Override
    public TicketModel.Handled handle(TicketRequest request, List<RecordedEvent> history) {
        DispatchScope scope = new DispatchScope(history);
        Decided decided = (Decided) dispatch(ticketRequest, request, scope);
        return new TicketModel.Handled(decided, scope.happened(RecordedEvent.class));
    }

    @Override
    public ItemModel.Handled handle(ItemRequest request, List<RecordedItemEvent> history) {
        DispatchScope scope = new DispatchScope(history);
        DecidedItem decided = (DecidedItem) dispatch(itemRequest, request, scope);
        return new ItemModel.Handled(decided, scope.happened(RecordedItemEvent.class));
    }

    private Object dispatch(MessageType type, Object request, DispatchScope scope) {
        return ScopedValue.where(DispatchScope.CURRENT, scope).call(() -> {
            CompletableFuture<CommandResultMessage> result =
                    commands.dispatch(new GenericCommandMessage(type, request), null);
            if (!result.isDone()) {
                throw new IllegalStateException("Axon left the calling thread; its events would be lost");
            }
            return result.join().payload();
        });
    }

    @Override
    public void close() {
        axon.shutdown();
    }
}
