package dev.traza.system.history;

import java.util.Set;
import java.util.UUID;

/** Which keys of texts stand on {@code ticket-keys}; their secrets are nobody's business. */
public record SeenKeys(Set<UUID> present, Set<UUID> destroyed) {

    public SeenKeys {
        present = Set.copyOf(present);
        destroyed = Set.copyOf(destroyed);
    }

    /** Whether a key was ever there. */
    public boolean isKnown(UUID keyId) {
        return present.contains(keyId) || destroyed.contains(keyId);
    }
}
