package dev.traza.system.history;

import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.sealing.TextKeys;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The keys as they stand on their topics. They are read after what is sealed with them: a key is written in the
 * transaction in which it is used for the first time, or before, so that one that is missing then was never written.
 */
final class KeyLog implements TextKeys {

    private final Map<UUID, Optional<TextKey>> keys = new HashMap<>();

    /** A record of a topic of keys; its value ends with the secret, and is empty once that was destroyed. */
    void take(ConsumerRecord<String, byte[]> record) {
        UUID keyId = UUID.fromString(record.key());
        byte[] value = record.value();
        keys.put(
                keyId,
                value.length == 0
                        ? Optional.empty()
                        : Optional.of(TextKey.of(
                                keyId, Arrays.copyOfRange(value, value.length - TextKey.BYTES, value.length))));
    }

    /** Whether all of these are there, or were. */
    boolean knows(Set<UUID> keyIds) {
        return keys.keySet().containsAll(keyIds);
    }

    /** Whether all of these are there. */
    boolean has(Set<UUID> keyIds) {
        return keyIds.stream().allMatch(keyId -> find(keyId).isPresent());
    }

    @Override
    public Optional<TextKey> find(UUID keyId) {
        return keys.getOrDefault(keyId, Optional.empty());
    }

    SeenKeys seen() {
        Set<UUID> present = new HashSet<>();
        Set<UUID> destroyed = new HashSet<>();
        keys.forEach((keyId, key) -> (key.isPresent() ? present : destroyed).add(keyId));
        return new SeenKeys(present, destroyed);
    }
}
