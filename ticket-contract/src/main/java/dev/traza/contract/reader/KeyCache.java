package dev.traza.contract.reader;

import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.sealing.TextKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Keys that were asked for lately. It keeps a bounded number, and each for a bounded time, so that a key which is
 * destroyed is soon gone from here too. Safe for several threads.
 */
public final class KeyCache {

    private final KeySource source;
    private final int most;
    private final Duration keptFor;
    private final Clock clock;
    private final Map<UUID, Kept> kept;

    /**
     * An empty cache.
     *
     * @param most so many keys are kept
     * @param keptFor and so long
     */
    public KeyCache(KeySource source, int most, Duration keptFor, Clock clock) {
        this.source = source;
        this.most = most;
        this.keptFor = keptFor;
        this.clock = clock;
        this.kept = new LinkedHashMap<>(16, 0.75f, true);
    }

    /**
     * The keys for what is to be read, all asked for at once.
     *
     * @param keyIds as the records name them
     * @throws KeysAwayException if one of them cannot be had at the moment; also one that was made so lately that nobody
     *     could say yet what became of it
     */
    public TextKeys of(Set<UUID> keyIds) {
        Map<UUID, Optional<TextKey>> known = new HashMap<>();
        Set<UUID> missing = new LinkedHashSet<>();
        lookUp(keyIds, known, missing);
        if (!missing.isEmpty()) {
            Map<UUID, Optional<TextKey>> found = source.find(missing);
            keep(found);
            known.putAll(found);
            missing.removeAll(found.keySet());
        }
        if (!missing.isEmpty()) {
            throw new KeysAwayException("%d keys are not known yet".formatted(missing.size()));
        }
        return keyId -> known.getOrDefault(keyId, Optional.empty());
    }

    private synchronized void lookUp(Set<UUID> keyIds, Map<UUID, Optional<TextKey>> known, Set<UUID> missing) {
        Instant now = clock.instant();
        for (UUID keyId : keyIds) {
            Kept entry = kept.get(keyId);
            if (entry != null && entry.until().isAfter(now)) {
                known.put(keyId, entry.key());
            } else {
                missing.add(keyId);
            }
        }
    }

    private synchronized void keep(Map<UUID, Optional<TextKey>> found) {
        Instant until = clock.instant().plus(keptFor);
        found.forEach((keyId, key) -> kept.put(keyId, new Kept(key, until)));
        var eldest = kept.keySet().iterator();
        for (int tooMany = kept.size() - most; tooMany > 0; tooMany--) {
            eldest.next();
            eldest.remove();
        }
    }

    private record Kept(Optional<TextKey> key, Instant until) {}
}
