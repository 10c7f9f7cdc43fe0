package dev.traza.contract.sealing;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The keys with which texts are opened. */
@FunctionalInterface
public interface TextKeys {

    /** The key; empty when it was destroyed, and the text with it. */
    Optional<TextKey> find(UUID keyId);

    /** No key is left, or none is wanted: every sealed text is read as an erased one. */
    static TextKeys none() {
        return keyId -> Optional.empty();
    }

    /** These keys, and no others are left. */
    static TextKeys of(Map<UUID, TextKey> keys) {
        return keyId -> Optional.ofNullable(keys.get(keyId));
    }
}
