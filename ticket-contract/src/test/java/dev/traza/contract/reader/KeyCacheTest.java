package dev.traza.contract.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.contract.sealing.TextKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyCacheTest {

    private final TextKey one = TextKey.generate();
    private final TextKey two = TextKey.generate();
    private final Map<UUID, Optional<TextKey>> there = new HashMap<>();
    private final List<Set<UUID>> asked = new ArrayList<>();
    private final Later clock = new Later();
    private final KeyCache cache = new KeyCache(this::find, 2, Duration.ofMinutes(5), clock);

    @Test
    void allThatIsMissingIsAskedForAtOnceAndOnce() {
        there.put(one.id(), Optional.of(one));
        there.put(two.id(), Optional.empty());

        var keys = cache.of(Set.of(one.id(), two.id()));
        cache.of(Set.of(one.id(), two.id()));

        assertThat(keys.find(one.id())).contains(one);
        assertThat(keys.find(two.id())).isEmpty();
        assertThat(asked).containsExactly(Set.of(one.id(), two.id()));
    }

    @Test
    void aKeyThatNobodyKnowsYetIsNoKeyThatWasDestroyed() {
        assertThatThrownBy(() -> cache.of(Set.of(one.id()))).isInstanceOf(KeysAwayException.class);

        there.put(one.id(), Optional.of(one));
        assertThat(cache.of(Set.of(one.id())).find(one.id())).contains(one);
    }

    @Test
    void aKeyThatWasDestroyedIsForgottenAfterAWhile() {
        there.put(one.id(), Optional.of(one));
        cache.of(Set.of(one.id()));
        there.put(one.id(), Optional.empty());

        clock.now = clock.now.plus(Duration.ofMinutes(5));

        assertThat(cache.of(Set.of(one.id())).find(one.id())).isEmpty();
    }

    @Test
    void onlySoManyAreKept() {
        List<TextKey> many = List.of(one, two, TextKey.generate());
        many.forEach(key -> there.put(key.id(), Optional.of(key)));

        many.forEach(key -> cache.of(Set.of(key.id())));
        asked.clear();
        cache.of(Set.of(many.getLast().id(), two.id()));
        assertThat(asked).isEmpty();
        cache.of(Set.of(one.id()));

        assertThat(asked).containsExactly(Set.of(one.id()));
    }

    @Test
    void nothingIsAskedForNothing() {
        cache.of(Set.of());

        assertThat(asked).isEmpty();
    }

    private Map<UUID, Optional<TextKey>> find(Set<UUID> keyIds) {
        asked.add(Set.copyOf(keyIds));
        Map<UUID, Optional<TextKey>> found = new HashMap<>(there);
        found.keySet().retainAll(keyIds);
        return found;
    }

    private static final class Later extends Clock {

        private Instant now = Instant.parse("2026-11-20T14:16:11Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
