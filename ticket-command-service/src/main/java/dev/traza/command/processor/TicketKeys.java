package dev.traza.command.processor;

import dev.traza.contract.personal.Scope;
import dev.traza.contract.sealing.KeyRing;
import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.sealing.TextKeys;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The keys of one ticket while a command to it is decided: those it has, and those that the decision needs besides. */
final class TicketKeys implements KeyRing, TextKeys {

    private final Map<Scope, TextKey> present;
    private final Map<Scope, TextKey> made = new LinkedHashMap<>();
    private final Map<UUID, TextKey> byId = new HashMap<>();

    TicketKeys(Map<Scope, TextKey> present) {
        this.present = present;
        present.values().forEach(key -> byId.put(key.id(), key));
    }

    /** Of a ticket that has none. */
    static TicketKeys none() {
        return new TicketKeys(Map.of());
    }

    @Override
    public TextKey keyFor(Scope scope) {
        TextKey key = present.get(scope);
        return key != null ? key : made.computeIfAbsent(scope, _ -> make());
    }

    private TextKey make() {
        TextKey key = TextKey.generate();
        byId.put(key.id(), key);
        return key;
    }

    @Override
    public Optional<TextKey> find(UUID keyId) {
        return Optional.ofNullable(byId.get(keyId));
    }

    /** Those that were there before. */
    Map<Scope, TextKey> present() {
        return present;
    }

    /** Those that were made meanwhile. */
    Map<Scope, TextKey> made() {
        return made;
    }
}
