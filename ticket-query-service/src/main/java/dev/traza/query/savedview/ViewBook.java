package dev.traza.query.savedview;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * All saved views at one moment of their topic.
 *
 * @param views by id, with those that are gone and still remembered
 * @param next the offset of the first record that it does not hold
 */
public record ViewBook(Map<UUID, SavedView> views, long next) {

    /** Before the first record. */
    public static final ViewBook EMPTY = new ViewBook(Map.of(), 0);

    public ViewBook {
        views = Map.copyOf(views);
    }

    /** The book after some records. */
    public ViewBook after(Collection<ViewChange> changes, long newNext) {
        Map<UUID, SavedView> after = new HashMap<>(views);
        for (ViewChange change : changes) {
            SavedView view = change.view();
            if (view == null) {
                after.remove(change.viewId());
            } else {
                after.put(change.viewId(), view);
            }
        }
        return new ViewBook(after, newNext);
    }

    /** A view, also one that is gone and still remembered. */
    public Optional<SavedView> find(UUID viewId) {
        return Optional.ofNullable(views.get(viewId));
    }

    /** What this person sees, in no order. */
    public List<SavedView> seenBy(Onlooker who) {
        return views.values().stream().filter(view -> view.isSeenBy(who)).toList();
    }

    /** How many this person keeps. */
    public long keptBy(String owner) {
        return present().filter(view -> view.owner().equals(owner)).count();
    }

    /** How many there are. */
    public long size() {
        return present().count();
    }

    private Stream<SavedView> present() {
        return views.values().stream().filter(view -> !view.isGone());
    }
}
