package dev.traza.command.catalog;

import dev.traza.contract.catalog.CatalogEvent.CatalogItemDefined;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.jspecify.annotations.Nullable;

/**
 * An item of the catalog as Axon sees it: an entity that exists once its first event has happened. All it does is to
 * hand over to {@link ItemDecider} and {@link ItemState}, which know nothing of Axon.
 */
@EventSourcedEntity(tagKey = Item.TAG)
public final class Item {

    /** The tag by which Axon asks for an item's events. */
    public static final String TAG = "CatalogItem";

    private ItemState state;

    @EntityCreator
    Item(RecordedItemEvent first) {
        state = ItemState.evolve(null, first.event());
    }

    /** Decides about an item that does not exist. */
    @CommandHandler
    static DecidedItem withoutItem(ItemRequest request, EventAppender happenings) {
        return decide(request, null, happenings);
    }

    /** Decides about this item. */
    @CommandHandler
    DecidedItem withItem(ItemRequest request, EventAppender happenings) {
        return decide(request, state, happenings);
    }

    @EventSourcingHandler
    void happened(RecordedItemEvent recorded) {
        // When Axon reads the past, it hands over the event from which it created the entity once more.
        if (!(recorded.event() instanceof CatalogItemDefined)) {
            state = ItemState.evolve(state, recorded.event());
        }
    }

    private static DecidedItem decide(ItemRequest request, @Nullable ItemState before, EventAppender happenings) {
        ItemDecision decision = ItemDecider.decide(request.command(), request.facts(), before);
        if (decision instanceof ItemDecision.Accepted accepted) {
            accepted.events().stream()
                    .map(event -> new RecordedItemEvent(event, request.facts().acceptedAt()))
                    .forEach(happenings::append);
        }
        return new DecidedItem(decision, before);
    }
}
