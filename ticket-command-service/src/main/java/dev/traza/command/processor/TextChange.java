package dev.traza.command.processor;

import dev.traza.contract.personal.Erasing;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.ticket.TicketEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a decision changes about the texts of its ticket.
 *
 * @param made keys with which something was sealed for the first time
 * @param destroyed keys of what was erased
 * @param people who have to do with the ticket since
 */
record TextChange(Map<Scope, TextKey> made, Map<Scope, TextKey> destroyed, Set<String> people) {

    static final TextChange NONE = new TextChange(Map.of(), Map.of(), Set.of());

    /** A key that was destroyed: told from one that is not there yet. */
    private static final byte[] GONE = {};

    /** What these events change, which were sealed with these keys. */
    static TextChange of(List<TicketEvent> happened, TicketKeys keys) {
        Map<Scope, TextKey> destroyed = new LinkedHashMap<>();
        for (TicketEvent event : happened) {
            if (event instanceof Erasing erasing) {
                keys.present().forEach((scope, key) -> {
                    if (erasing.erases(scope)) {
                        destroyed.put(scope, key);
                    }
                });
            }
        }
        return new TextChange(
                Map.copyOf(keys.made()),
                destroyed,
                happened.stream().flatMap(People::in).collect(Collectors.toSet()));
    }

    void put(Partition here, UUID ticketId) {
        made.forEach((scope, key) -> {
            here.keys().keep(ticketId, scope, key);
            here.publish(key.id(), key.secret());
        });
        destroyed.forEach((scope, key) -> {
            here.keys().destroy(ticketId, scope);
            here.publish(key.id(), GONE);
        });
        people.forEach(person -> here.people().add(person, ticketId));
    }
}
