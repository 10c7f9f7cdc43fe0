package dev.traza.command.catalog;

import dev.traza.command.entity.Recorded;
import dev.traza.contract.catalog.CatalogEvent;
import java.time.Instant;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** An event of the catalog together with the moment at which it was put on record. */
@Event(namespace = "dev.traza.catalog", name = "RecordedItemEvent", version = "1")
public record RecordedItemEvent(CatalogEvent event, Instant recordedAt) implements Recorded<CatalogEvent> {}
