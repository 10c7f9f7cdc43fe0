package dev.traza.routing.directory;

import dev.traza.routing.rule.Rule;
import dev.traza.routing.rule.RuleBook;
import dev.traza.routing.store.RuleStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routing rules as every instance sees them. */
@Singleton
public class Rules {

    private final RuleStore store;
    private final Clock clock;
    private volatile @Nullable RuleBook newest;

    /** Kept in this store. */
    @Inject
    public Rules(RuleStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * The rules in force. Whether there is a newer version is asked every time, which costs one read by id.
     *
     * @throws IllegalStateException before the first version has been written
     */
    public RuleBook current() {
        RuleBook known = newest;
        if (known == null) {
            known = store.newest().orElseThrow(() -> new IllegalStateException("There are no routing rules yet"));
        }
        Optional<RuleBook> next = store.find(known.version() + 1);
        while (next.isPresent()) {
            known = next.get();
            next = store.find(known.version() + 1);
        }
        newest = known;
        return known;
    }

    /** An earlier version, or the present one. */
    public Optional<RuleBook> version(int version) {
        return store.find(version);
    }

    /**
     * Replaces the list.
     *
     * @param replaces the version that the new list was made from
     * @return the new version; empty when that is not the present version any more
     * @throws IllegalArgumentException if the last rule, and only the last, does not match always
     */
    public Optional<RuleBook> replace(int replaces, List<Rule> rules, String changedBy) {
        if (current().version() != replaces) {
            return Optional.empty();
        }
        return add(replaces + 1, rules, changedBy);
    }

    /** Writes the first version, unless there is one. */
    public void begin(List<Rule> rules, String changedBy) {
        if (store.newest().isEmpty()) {
            add(1, rules, changedBy);
        }
    }

    private Optional<RuleBook> add(int version, List<Rule> rules, String changedBy) {
        RuleBook book = new RuleBook(version, rules, clock.instant(), changedBy);
        return store.add(book) ? Optional.of(book) : Optional.empty();
    }
}
