package dev.traza.command.offering;

import dev.traza.command.catalog.ItemState;
import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.catalog.CatalogPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catalog as this instance knows it, a moment behind the log; written by one thread, read by all. */
@ApplicationScoped
public class Offering {

    private final CatalogConfig config;

    /** By path; sorted, so that what stands below an item follows it. */
    private final NavigableMap<String, Offered> items = new ConcurrentSkipListMap<>(Offering::inTreeOrder);

    /** Those who wait for a version of an item; each goes after {@link CatalogConfig#visibleWithin} at the latest. */
    private final ConcurrentHashMap<Awaited, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

    @Inject
    Offering(CatalogConfig config) {
        this.config = config;
    }

    /** What is known of the item at a place. */
    public Optional<Offered> at(CatalogPath path) {
        return Optional.ofNullable(items.get(path.text()));
    }

    /** Whether neither the item nor one above it is retired. */
    public boolean isOffered(CatalogPath path) {
        return fromTop(path).noneMatch(ItemState::retired);
    }

    /** Whether requesters see the item: it is offered, and neither it nor one above it is hidden from them. */
    public boolean isVisible(CatalogPath path) {
        return fromTop(path).noneMatch(state -> state.retired() || !state.item().visible());
    }

    /**
     * The items at and below a place, parents before children.
     *
     * @param under absent for all
     * @param after the path after which to begin; absent for the first
     */
    public Stream<ItemState> below(@Nullable CatalogPath under, @Nullable String after) {
        NavigableMap<String, Offered> from = after == null ? items : items.tailMap(after, false);
        if (under != null) {
            String start = under.text();
            from = after != null && inTreeOrder(after, start) >= 0 ? from : items.tailMap(start, true);
            return from.values().stream().map(Offered::now).takeWhile(state -> isAtOrBelow(state.path(), start));
        }
        return from.values().stream().map(Offered::now);
    }

    /** Whether there is no room for one more item. */
    public boolean isFull() {
        return items.size() >= config.maxItems();
    }

    /**
     * Completes when this instance knows the item at this version or a later one, and after
     * {@link CatalogConfig#visibleWithin} in any case.
     */
    public CompletionStage<Void> knows(CatalogPath path, long version) {
        Awaited awaited = new Awaited(path.text(), version);
        CompletableFuture<Void> known = waiting.computeIfAbsent(awaited, _ -> new CompletableFuture<>());
        if (versionOf(path.text()) >= version) {
            known.complete(null);
        }
        Duration patience = config.visibleWithin();
        return known.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> waiting.remove(awaited, known));
    }

    /** One more event of an item; one that is known already changes nothing. */
    void put(CatalogEvent event, long version) {
        if (version <= versionOf(event.path())) {
            return;
        }
        Offered before = items.get(event.path());
        ItemState next = ItemState.evolve(before == null ? null : before.now(), event);
        // Each version stands on the log; a reader that had to leave one out still knows where it is.
        ItemState counted = new ItemState(next.path(), version, next.item(), next.retired());
        items.put(
                event.path(),
                before == null
                        ? new Offered(List.of(counted))
                        : before.then(counted, Math.max(1, config.versionsKept())));
        waiting.forEach((awaited, known) -> {
            if (awaited.path.equals(event.path()) && awaited.version <= version) {
                known.complete(null);
            }
        });
    }

    private long versionOf(String path) {
        Offered known = items.get(path);
        return known == null ? 0 : known.now().version();
    }

    private Stream<ItemState> fromTop(CatalogPath path) {
        return Stream.iterate(Optional.of(path), Optional::isPresent, place -> place.flatMap(CatalogPath::parent))
                .flatMap(Optional::stream)
                .map(place -> items.get(place.text()))
                .flatMap(Stream::ofNullable)
                .map(Offered::now);
    }

    private static boolean isAtOrBelow(String path, String start) {
        return path.equals(start) || path.startsWith(start + "/");
    }

    /** A slash before everything else, so that {@code a/b} stands between {@code a} and {@code a-c}. */
    private static int inTreeOrder(String one, String other) {
        return one.replace('/', '\0').compareTo(other.replace('/', '\0'));
    }

    private record Awaited(String path, long version) {}
}
