package dev.traza.query.index;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.query.Configs;
import dev.traza.query.Story;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An index without a log: stories are put into it as they are told. */
final class Shelf implements AutoCloseable {

    final TicketIndex index;
    private final Map<UUID, Integer> put = new HashMap<>();

    Shelf(Path directory) throws Exception {
        this(directory, Map.of());
    }

    Shelf(Path directory, Map<String, String> config) throws Exception {
        index = new TicketIndex(() -> directory, Configs.of(IndexConfig.class, config));
        index.positions(List.of());
    }

    /** Puts what was told since the last time. */
    Story put(Story story) throws Exception {
        int before = put.getOrDefault(story.ticketId(), 0);
        index.apply(story.told().subList(before, story.told().size()), Map.of());
        put.put(story.ticketId(), story.told().size());
        return story;
    }

    static Story opened(Story story, Requester requester, String subject, String description) {
        return opened(story, requester, subject, description, "hardware", List.of(), Map.of());
    }

    static Story opened(
            Story story,
            Requester requester,
            String subject,
            String description,
            String category,
            List<String> tags,
            Map<String, String> customFields) {
        return story.ticket(new TicketEvent.TicketOpened(
                story.number(),
                TicketType.INCIDENT,
                Channel.PORTAL,
                requester,
                subject,
                description,
                category,
                Impact.LOW,
                Urgency.LOW,
                Priority.LOW,
                1,
                tags,
                customFields,
                null,
                Status.NEW));
    }

    static Requester person(String id, String name, @Nullable String organisation) {
        return new Requester(id, name, id + "@example.org", null, organisation, "es", false);
    }

    /** Ids of what staff find, in any order of relevance. */
    List<UUID> find(String q) throws IndexAwayException {
        return find(q, null);
    }

    List<UUID> find(String q, @Nullable String onlyOf) throws IndexAwayException {
        return find(q, onlyOf, 100);
    }

    List<UUID> find(String q, @Nullable String onlyOf, int limit) throws IndexAwayException {
        return index.search(asking(q, onlyOf, limit)).items().stream()
                .map(view -> view.ticketId())
                .toList();
    }

    static TicketQuery asking(@Nullable String q, @Nullable String onlyOf) {
        return asking(q, onlyOf, 100);
    }

    static TicketQuery asking(@Nullable String q, @Nullable String onlyOf, int limit) {
        return new TicketQuery(
                new Question(List.of(), q, onlyOf, onlyOf == null),
                List.of(
                        q == null
                                ? new TicketQuery.SortKey.ByMeasure(Measure.CREATED_AT, true)
                                : new TicketQuery.SortKey.ByRelevance()),
                limit,
                null,
                List.of());
    }

    @Override
    public void close() {
        index.close();
    }
}
