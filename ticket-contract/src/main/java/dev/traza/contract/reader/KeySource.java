package dev.traza.contract.reader;

import dev.traza.contract.sealing.TextKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where keys come from. */
@FunctionalInterface
public interface KeySource {

    /**
     * Looks keys up.
     *
     * @return those that were found; empty where one was destroyed. What is missing is not known, or not yet
     * @throws KeysAwayException if they cannot be had at the moment
     */
    Map<UUID, Optional<TextKey>> find(Set<UUID> keyIds);
}
