package dev.traza.command.processor;

import dev.traza.command.catalog.ItemDecision;
import dev.traza.command.catalog.ItemFacts;
import dev.traza.command.catalog.ItemRequest;
import dev.traza.command.catalog.ItemState;
import dev.traza.command.catalog.RecordedItemEvent;
import dev.traza.command.processor.AnswerStore.Answer;
import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.catalog.CatalogPath;
import dev.traza.contract.envelope.CatalogCommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandOutcome.ItemAccepted;
import dev.traza.contract.envelope.CommandOutcome.Rejected;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.RejectionCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The items of the service catalog. All of them live in one partition, so that an item's parent is at hand. */
final class CatalogKind implements Kind<CatalogCommandEnvelope> {

    private final ItemModel model;

    CatalogKind(ItemModel model) {
        this.model = model;
    }

    @Override
    public Supplier<Carried> prepare(CatalogCommandEnvelope command, Optional<byte[]> earlier, Partition here) {
        UUID itemId = Ids.ofCatalogItem(command.path());
        if (earlier.isPresent()) {
            return () ->
                    new Change(itemId, List.of(), null, Answer.of(earlier.get()).again(command));
        }
        List<byte[]> past = here.items().of(itemId).events();
        List<byte[]> above = command.path()
                .parent()
                .map((CatalogPath parent) ->
                        here.items().of(Ids.ofCatalogItem(parent)).events())
                .orElse(List.of());
        return () -> decide(command, itemId, past, above);
    }

    @Override
    public Carried unhandled(CatalogCommandEnvelope command, Partition here, Rejected because) {
        return new Change(Ids.ofCatalogItem(command.path()), List.of(), null, because);
    }

    private Change decide(CatalogCommandEnvelope command, UUID itemId, List<byte[]> stored, List<byte[]> above) {
        List<StoredItemEvent> past = stored.stream().map(StoredItemEvent::of).toList();
        Optional<ItemAccepted> earlier = carriedOutEarlier(command, past);
        if (earlier.isPresent()) {
            return new Change(itemId, List.of(), null, earlier.get());
        }
        ItemFacts facts = new ItemFacts(
                command.path(),
                command.actor(),
                command.acceptedAt(),
                command.expectedVersion(),
                state(above.stream().map(StoredItemEvent::of).toList()));
        ItemModel.Handled handled = model.handle(
                ItemRequest.of(command.command(), facts),
                past.stream().map(StoredItemEvent::recorded).toList());
        ItemState before = handled.decided().before();
        CommandOutcome outcome =
                switch (handled.decided().decision()) {
                    case ItemDecision.Accepted _ -> accepted(before, handled.happened());
                    case ItemDecision.Refused refused -> rejected(refused, before);
                };
        return new Change(
                itemId,
                Happening.of(
                        command,
                        itemId,
                        past.size(),
                        handled.happened(),
                        MessageCatalogue.CATALOG_EVENTS,
                        EventRecords.CATALOG::write,
                        false),
                Remembered.of(command, outcome),
                outcome);
    }

    /** The answer store forgets after a while; an item's own history does not. */
    private static Optional<ItemAccepted> carriedOutEarlier(
            CatalogCommandEnvelope command, List<StoredItemEvent> past) {
        for (int last = past.size(); last > 0; last--) {
            if (past.get(last - 1).causedBy().equals(command.commandId())) {
                ItemState then = Objects.requireNonNull(state(past.subList(0, last)));
                return Optional.of(new ItemAccepted(then.path(), then.version(), then.retired(), true));
            }
        }
        return Optional.empty();
    }

    private static @Nullable ItemState state(List<StoredItemEvent> past) {
        return ItemState.replay(
                past.stream().map(stored -> stored.recorded().event()).toList());
    }

    private static ItemAccepted accepted(@Nullable ItemState before, List<RecordedItemEvent> happened) {
        ItemState after = before;
        for (RecordedItemEvent recorded : happened) {
            CatalogEvent event = recorded.event();
            after = ItemState.evolve(after, event);
        }
        Objects.requireNonNull(after, "A command was accepted and there is no item");
        return new ItemAccepted(after.path(), after.version(), after.retired(), false);
    }

    private static Rejected rejected(ItemDecision.Refused refused, @Nullable ItemState before) {
        boolean mayKnow = refused.code() != RejectionCode.NOT_PERMITTED;
        return new Rejected(
                refused.code(),
                refused.detail(),
                null,
                before == null || !mayKnow ? null : before.version(),
                null,
                List.of(),
                false);
    }

    /** What a command changes of an item. */
    private record Change(
            UUID itemId,
            List<Happening> happenings,
            @Nullable Remembered remembered,
            CommandOutcome outcome) implements Carried {

        @Override
        public Optional<CommandOutcome> told() {
            return Optional.of(outcome);
        }

        @Override
        public void put(Partition here, long now) {
            for (Happening happening : happenings) {
                here.items().add(itemId, happening.version(), happening.stored());
                here.send(EntityTopology.ITEM_EVENTS, happening.published(), 0);
            }
            if (remembered != null) {
                remembered.keep(here, now);
            }
        }
    }
}
