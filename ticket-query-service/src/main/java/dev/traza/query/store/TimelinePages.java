package dev.traza.query.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.traza.contract.personal.Erasing;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Source;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * All events of all tickets, in pages of a fixed length. Each log of a ticket has pages of its own, so that an event's
 * page and slot follow from its sequence: writing it again writes the same into the same place, whatever was read before.
 * Only an erasure changes what stands there.
 */
final class TimelinePages {

    /** Events on a page, for ever: a page has to stay far below the 16 MiB of a document. */
    private static final int PAGE = 50;

    private static final String SLOT = "e";

    /** Up to which sequence a page holds events as an erasure left them. */
    private static final String ERASED_UP_TO = "erasedUpTo";

    private static final int DUPLICATE_KEY = 11000;

    private static final Comparator<LoggedEvent> AS_TOLD = Comparator.<LoggedEvent, Instant>comparing(
                    event -> event.envelope().recordedAt())
            .thenComparing(LoggedEvent::source);

    private final ReadModels models;

    TimelinePages(ReadModels models) {
        this.models = models;
    }

    /**
     * Writes events into their places.
     *
     * @param guarded whether to leave alone what an erasure has left on a page: a node that lost a partition while it
     *     slept may have in hand what was written in the clear, and another has erased it meanwhile
     * @return false if a page was erased just now by another node, and something is not written yet
     */
    boolean write(List<LoggedEvent> events, boolean guarded) {
        Map<String, List<LoggedEvent>> byPage = events.stream()
                .collect(Collectors.groupingBy(TimelinePages::pageId, LinkedHashMap::new, Collectors.toList()));
        if (byPage.isEmpty()) {
            return true;
        }
        if (!guarded) {
            update(byPage, TimelinePages::asItIs);
            return true;
        }
        List<String> refused = guarded(byPage);
        if (refused.isEmpty()) {
            return true;
        }
        Map<String, List<LoggedEvent>> later = new LinkedHashMap<>();
        for (String pageId : refused) {
            long erasedUpTo = page(pageId).map(TimelinePages::erasedUpTo).orElse(0L);
            List<LoggedEvent> rest = Objects.requireNonNull(byPage.get(pageId)).stream()
                    .filter(event -> event.envelope().sequence() > erasedUpTo)
                    .toList();
            if (!rest.isEmpty()) {
                later.put(pageId, rest);
            }
        }
        return later.isEmpty() || guarded(later).isEmpty();
    }

    /** Does so page by page, and says which pages an erasure has come further on. */
    private List<String> guarded(Map<String, List<LoggedEvent>> byPage) {
        try {
            update(byPage, TimelinePages::notErased);
            return List.of();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            List<String> pages = List.copyOf(byPage.keySet());
            return e.getWriteErrors().stream()
                    .map(error -> pages.get(error.getIndex()))
                    .toList();
        }
    }

    private void update(Map<String, List<LoggedEvent>> byPage, BiFunction<String, List<LoggedEvent>, Bson> onlyWhere) {
        List<UpdateOneModel<Document>> updates = byPage.entrySet().stream()
                .map(page -> new UpdateOneModel<Document>(
                        onlyWhere.apply(page.getKey(), page.getValue()),
                        Updates.combine(page.getValue().stream()
                                .map(TimelinePages::slot)
                                .toList()),
                        new UpdateOptions().upsert(true)))
                .toList();
        models.timeline().bulkWrite(updates, new BulkWriteOptions().ordered(false));
    }

    private static Bson asItIs(String pageId, List<LoggedEvent> events) {
        return Filters.eq(Documents.ID, pageId);
    }

    /** As with views, an upsert that does not match tries to insert, and fails on the key. */
    private static Bson notErased(String pageId, List<LoggedEvent> events) {
        long first = events.stream()
                .mapToLong(event -> event.envelope().sequence())
                .min()
                .orElseThrow();
        return Filters.and(asItIs(pageId, events), Filters.not(Filters.gte(ERASED_UP_TO, first)));
    }

    private static Bson slot(LoggedEvent event) {
        return Updates.set(SLOT + (event.envelope().sequence() - 1) % PAGE, Documents.write(StoredEvent.of(event)));
    }

    /**
     * Takes from what happened to a ticket what an event erased that came after it. Doing so again, also after it was
     * broken off, leaves the same.
     *
     * @param before the version at which it was erased; what came earlier is concerned
     */
    void erase(UUID ticketId, long before, Erasing erasing) {
        for (long page = 0; page * PAGE < before - 1; page++) {
            String id = pageId(ticketId, Source.TICKET, page);
            Optional<Document> kept = page(id);
            if (kept.isPresent()) {
                models.timeline()
                        .updateOne(
                                Filters.eq(Documents.ID, id),
                                Updates.combine(erased(kept.get(), Math.min(before - 1, (page + 1) * PAGE), erasing)));
            }
        }
    }

    private static List<Bson> erased(Document page, long upTo, Erasing erasing) {
        List<Bson> changes = new ArrayList<>();
        changes.add(Updates.set(ERASED_UP_TO, Math.max(upTo, erasedUpTo(page))));
        for (int slot = 0; slot < PAGE; slot++) {
            String kept = page.getString(SLOT + slot);
            if (kept != null
                    && Documents.read(kept, StoredEvent.class).event() instanceof LoggedEvent.OfTicket event
                    && event.envelope().sequence() <= upTo) {
                LoggedEvent without = event.after(erasing);
                if (!without.equals(event)) {
                    changes.add(slot(without));
                }
            }
        }
        return changes;
    }

    private static long erasedUpTo(Document page) {
        Long upTo = page.getLong(ERASED_UP_TO);
        return upTo == null ? 0 : upTo;
    }

    private Optional<Document> page(String id) {
        return Optional.ofNullable(
                models.timeline().find(Filters.eq(Documents.ID, id)).first());
    }

    private static String pageId(LoggedEvent event) {
        return pageId(
                event.envelope().ticketId(), event.source(), (event.envelope().sequence() - 1) / PAGE);
    }

    /**
     * The events of these stretches together, oldest first, at most {@code limit} of them. Of events of the same moment
     * those of the stretch named first come first.
     */
    List<LoggedEvent> read(List<Stretch> stretches, int limit) {
        List<Pages> logs = stretches.stream()
                .flatMap(stretch -> Stream.of(Source.values())
                        .map(source -> new Pages(
                                stretch.ticketId(),
                                source,
                                stretch.after().of(source),
                                stretch.upTo().of(source))))
                .toList();
        List<LoggedEvent> events = new ArrayList<>();
        while (events.size() < limit) {
            Optional<Pages> oldest = logs.stream()
                    .filter(pages -> pages.head().isPresent())
                    .min(Comparator.comparing(pages -> pages.head().orElseThrow(), AS_TOLD));
            if (oldest.isEmpty()) {
                break;
            }
            events.add(oldest.get().take());
        }
        return events;
    }

    private static String pageId(UUID ticketId, Source source, long page) {
        return ticketId + ":" + source.name().toLowerCase(Locale.ROOT) + ":" + page;
    }

    /** One log of one ticket, read page by page as far as it is needed. */
    private final class Pages {

        private final UUID ticketId;
        private final Source source;
        private final long end;
        private final Deque<LoggedEvent> read = new ArrayDeque<>();
        private long next;

        private Pages(UUID ticketId, Source source, long taken, long end) {
            this.ticketId = ticketId;
            this.source = source;
            this.next = taken;
            this.end = end;
        }

        private Optional<LoggedEvent> head() {
            if (read.isEmpty() && next < end) {
                Document page = page(pageId(ticketId, source, next / PAGE)).orElse(null);
                long endOfPage = Math.min(end, (next / PAGE + 1) * PAGE);
                for (; next < endOfPage; next++) {
                    String event = page == null ? null : page.getString(SLOT + next % PAGE);
                    if (event != null) { // absent only while a lost page is being written again
                        read.add(Documents.read(event, StoredEvent.class).event());
                    }
                }
            }
            return Optional.ofNullable(read.peek());
        }

        private LoggedEvent take() {
            return read.remove();
        }
    }
}
