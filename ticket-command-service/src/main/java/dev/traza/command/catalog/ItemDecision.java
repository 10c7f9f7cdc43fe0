package dev.traza.command.catalog;

import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.envelope.RejectionCode;
import java.util.List;

/** What was decided about a command for an item. */
public sealed interface ItemDecision {

    /**
     * It is carried out.
     *
     * @param events what happens, in order; empty when nothing has to change
     */
    record Accepted(List<CatalogEvent> events) implements ItemDecision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /**
     * It is refused, and nothing happens.
     *
     * @param detail one sentence for people
     */
    record Refused(RejectionCode code, String detail) implements ItemDecision {}

    /** Carried out with these events, in this order. */
    static ItemDecision accepted(CatalogEvent... events) {
        return new Accepted(List.of(events));
    }
}
