package dev.traza.query.store;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
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
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * All events of all tickets, in pages of a fixed length. Each log of a ticket has pages of its own, so that an event's
 * page and slot follow from its sequence: writing it again writes the same into the same place, whatever was read before.
 */
final class TimelinePages {

    /** Events on a page, for ever: a page has to stay far below the 16 MiB of a document. */
    private static final int PAGE = 50;

    private static final String SLOT = "e";

    private static final Comparator<LoggedEvent> AS_TOLD = Comparator.<LoggedEvent, Instant>comparing(
                    event -> event.envelope().recordedAt())
            .thenComparing(LoggedEvent::source);

    private final ReadModels models;

    TimelinePages(ReadModels models) {
        this.models = models;
    }

    void write(List<LoggedEvent> events) {
        Map<String, List<Bson>> slotsByPage = new LinkedHashMap<>();
        for (LoggedEvent event : events) {
            long place = event.envelope().sequence() - 1;
            slotsByPage
                    .computeIfAbsent(
                            pageId(event.envelope().ticketId(), event.source(), place / PAGE), id -> new ArrayList<>())
                    .add(Updates.set(SLOT + place % PAGE, Documents.write(StoredEvent.of(event))));
        }
        if (slotsByPage.isEmpty()) {
            return;
        }
        List<UpdateOneModel<Document>> updates = slotsByPage.entrySet().stream()
                .map(page -> new UpdateOneModel<Document>(
                        Filters.eq(Documents.ID, page.getKey()),
                        Updates.combine(page.getValue()),
                        new UpdateOptions().upsert(true)))
                .toList();
        models.timeline().bulkWrite(updates, new BulkWriteOptions().ordered(false));
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
                Document page = models.timeline()
                        .find(Filters.eq(Documents.ID, pageId(ticketId, source, next / PAGE)))
                        .first();
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
