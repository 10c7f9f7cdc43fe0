package dev.traza.system.check;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.system.history.Logged;
import dev.traza.system.history.Seal;
import dev.traza.system.history.SeenKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/** What is promised about texts on the log of events: they are sealed, their keys are kept, and they go when they shall. */
final class ErasureCheck {

    private final SeenKeys keys;
    private final BiConsumer<Rule, String> found;
    private final Map<UUID, Erasures> erasures = new HashMap<>();

    private ErasureCheck(SeenKeys keys, BiConsumer<Rule, String> found) {
        this.keys = keys;
        this.found = found;
    }

    /** @param byTicket a ticket's events in the order of versions, as far as their keys are there */
    static void check(
            Map<UUID, List<EventEnvelope<TicketEvent>>> byTicket,
            List<Logged<Seal>> seals,
            SeenKeys keys,
            BiConsumer<Rule, String> found) {
        ErasureCheck check = new ErasureCheck(keys, found);
        byTicket.forEach((ticketId, own) -> check.erasures.put(ticketId, Erasures.of(own)));
        seals.forEach(check::sealed);
        byTicket.forEach((ticketId, own) -> own.forEach(check::erased));
    }

    private void sealed(Logged<Seal> logged) {
        Seal seal = logged.value();
        String what = "Version %d of ticket %s in %s".formatted(seal.version(), seal.ticketId(), logged.place());
        if (seal.inTheClear() > 0) {
            found.accept(Rule.TEXTS_SEALED, "%s has %d texts in the clear".formatted(what, seal.inTheClear()));
        }
        for (UUID keyId : seal.keyIds()) {
            if (!keys.isKnown(keyId)) {
                found.accept(Rule.KEYS_KEPT, "%s needs the key %s, which was never there".formatted(what, keyId));
            } else if (keys.destroyed().contains(keyId)
                    && !erasures.getOrDefault(seal.ticketId(), Erasures.of(List.of()))
                            .anyAfter(seal.version())) {
                found.accept(
                        Rule.ERASED_AS_SAID,
                        "%s needs the key %s, which was destroyed, and no event after it says that anything was erased"
                                .formatted(what, keyId));
            }
        }
    }

    /** An event that is read today is as it would be without what was erased after it. */
    private void erased(EventEnvelope<TicketEvent> envelope) {
        Erasures own = erasures.getOrDefault(envelope.ticketId(), Erasures.of(List.of()));
        if (own.anyAfter(envelope.sequence())
                && !MessageCatalogue.erased(envelope.event(), own.after(envelope.sequence()))
                        .equals(envelope.event())) {
            found.accept(
                    Rule.ERASED_AS_SAID,
                    "%s as %d of ticket %s has texts that were erased after it"
                            .formatted(
                                    envelope.event().getClass().getSimpleName(),
                                    envelope.sequence(),
                                    envelope.ticketId()));
        }
    }
}
