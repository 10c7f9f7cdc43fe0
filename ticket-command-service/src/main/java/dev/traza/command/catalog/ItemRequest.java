package dev.traza.command.catalog;

import dev.traza.contract.catalog.CatalogCommand;
import dev.traza.contract.envelope.Ids;
import java.util.UUID;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.modelling.annotation.TargetEntityId;

/** A command on its way to its item, with the facts it is decided by. */
@Command(namespace = "dev.traza.catalog", name = "ItemRequest", version = "1")
public record ItemRequest(@TargetEntityId UUID itemId, CatalogCommand command, ItemFacts facts) {

    /** A command for the item that the facts name. */
    public static ItemRequest of(CatalogCommand command, ItemFacts facts) {
        return new ItemRequest(Ids.ofCatalogItem(facts.path()), command, facts);
    }
}
