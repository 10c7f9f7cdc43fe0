package dev.traza.query.api.live;

import dev.traza.query.index.IndexAwayException;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.live.Happening;
import dev.traza.query.projection.Projections;
import dev.traza.query.store.Stretch;
import dev.traza.query.store.TicketStore;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Progress;
import dev.traza.query.view.Source;
import dev.traza.query.view.TicketView;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What happened, as the read models show it: only once they do, so that whoever is told and then reads sees it. Read once for
 * all streams of this node, and kept for moments only, since it holds texts.
 */
@Singleton
class Happened {

    private static final int MOST = 500;
    private static final Duration KEPT = Duration.ofSeconds(3);
    /** Many streams wait for the same, and one look is enough for all. */
    private static final Duration NOT_YET = Duration.ofMillis(15);

    private final Projections projections;
    private final Map<Key, Kept> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MOST;
        }
    };

    @Inject
    Happened(Projections projections) {
        this.projections = projections;
    }

    private record Key(UUID ticketId, Source source, long sequence) {}

    private record Kept(Optional<Told> told, long at) {

        private boolean holds(long now) {
            return now - at < (told.isPresent() ? KEPT : NOT_YET).toNanos();
        }
    }

    /** An event, and its ticket not older than it. */
    record Told(TicketView view, LoggedEvent event) {}

    /** What happened; empty while it is not shown yet. */
    Optional<Told> find(Happening happening) {
        Key key = new Key(happening.ticketId(), happening.source(), happening.sequence());
        long now = System.nanoTime();
        synchronized (kept) {
            Kept present = kept.get(key);
            if (present != null && present.holds(now)) {
                return present.told();
            }
        }
        Optional<Told> read = read(happening);
        synchronized (kept) {
            kept.put(key, new Kept(read, now));
        }
        return read;
    }

    private Optional<Told> read(Happening happening) {
        return projections.tickets().with(store -> store.byId(happening.ticketId())
                .filter(view -> holds(view, happening) && isListed(happening))
                .flatMap(view -> event(store, view, happening).map(event -> new Told(view, event))));
    }

    private static Optional<LoggedEvent> event(TicketStore store, TicketView view, Happening happening) {
        Progress all = view.progress();
        return store
                .timeline(
                        List.of(new Stretch(
                                happening.ticketId(),
                                all.with(happening.source(), happening.sequence() - 1),
                                all.with(happening.source(), happening.sequence()))),
                        1)
                .stream()
                .findFirst();
    }

    /** An index that is being made waits for nobody, and nobody for it. */
    private boolean isListed(Happening happening) {
        return projections.index().with(index -> isListed(index, happening));
    }

    private static boolean isListed(TicketIndex index, Happening happening) {
        try {
            return index.byIds(List.of(happening.ticketId())).stream().anyMatch(view -> holds(view, happening));
        } catch (IndexAwayException e) {
            return true;
        }
    }

    private static boolean holds(TicketView view, Happening happening) {
        return view.progress().of(happening.source()) >= happening.sequence();
    }
}
