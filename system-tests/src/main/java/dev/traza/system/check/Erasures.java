package dev.traza.system.check;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.personal.Erasing;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.ticket.TicketEvent;
import java.util.List;
import java.util.function.Predicate;

/** What was erased from a ticket, and when. */
record Erasures(List<Erasure> all) {

    /** At a version of the ticket. */
    record Erasure(long version, Erasing event) {}

    static Erasures of(List<EventEnvelope<TicketEvent>> events) {
        return new Erasures(events.stream()
                .filter(event -> event.event() instanceof Erasing)
                .map(event -> new Erasure(event.sequence(), (Erasing) event.event()))
                .toList());
    }

    /** Which texts of this version were erased later. */
    Predicate<Scope> after(long version) {
        return scope -> all.stream()
                .anyMatch(erasure ->
                        erasure.version() > version && erasure.event().erases(scope));
    }

    /** Whether anything was erased later. */
    boolean anyAfter(long version) {
        return all.stream().anyMatch(erasure -> erasure.version() > version);
    }
}
