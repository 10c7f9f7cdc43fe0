package dev.traza.stack.demo;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A day in numbers, each under its name. They can be counted from what was acknowledged and from what the log holds, and
 * then have to be the same.
 */
record Figures(SortedMap<String, Integer> numbers) {

    static Figures acknowledged(Ledger ledger) {
        SortedMap<String, Integer> numbers = new TreeMap<>();
        for (Ledger.Opened ticket : ledger.opened().values()) {
            opened(numbers, ticket.channel().name(), ticket.language());
        }
        Map<String, Long> events = ledger.accepted().stream()
                .flatMap(accepted -> accepted.events().stream())
                .collect(Collectors.groupingBy(Class::getSimpleName, Collectors.counting()));
        put(numbers, "resolved", events.getOrDefault("TicketResolved", 0L));
        put(numbers, "reopened", events.getOrDefault("TicketReopened", 0L));
        put(numbers, "escalated", events.getOrDefault("TicketEscalated", 0L));
        put(numbers, "put on hold", events.getOrDefault("TicketHeld", 0L));
        put(numbers, "waited for the requester", events.getOrDefault("TicketPended", 0L));
        put(numbers, "went on", events.getOrDefault("TicketResumed", 0L));
        put(numbers, "reprioritised", events.getOrDefault("TicketPrioritized", 0L));
        put(numbers, "closed", events.getOrDefault("TicketClosed", 0L));
        put(numbers, "first responses", ledger.responded().size());
        put(numbers, "public comments", ledger.comments(Visibility.PUBLIC));
        put(numbers, "internal notes", ledger.comments(Visibility.INTERNAL));
        return new Figures(numbers);
    }

    /** What people did, as the log holds it. What routing and the clocks did is not the day's doing. */
    static Figures logged(Map<UUID, List<EventEnvelope<TicketEvent>>> log) {
        SortedMap<String, Integer> numbers = new TreeMap<>();
        List<TicketEvent> events = log.values().stream()
                .flatMap(Collection::stream)
                .filter(event -> event.actor().kind() == Actor.Kind.USER)
                .map(EventEnvelope::event)
                .toList();
        only(events, TicketEvent.TicketOpened.class)
                .forEach(opened -> opened(
                        numbers,
                        opened.channel().name(),
                        String.valueOf(opened.requester().language())));
        put(numbers, "resolved", only(events, TicketEvent.TicketResolved.class).count());
        put(numbers, "reopened", only(events, TicketEvent.TicketReopened.class).count());
        put(
                numbers,
                "escalated",
                only(events, TicketEvent.TicketEscalated.class).count());
        put(numbers, "put on hold", only(events, TicketEvent.TicketHeld.class).count());
        put(
                numbers,
                "waited for the requester",
                only(events, TicketEvent.TicketPended.class).count());
        put(numbers, "went on", only(events, TicketEvent.TicketResumed.class).count());
        put(
                numbers,
                "reprioritised",
                only(events, TicketEvent.TicketPrioritized.class).count());
        put(numbers, "closed", only(events, TicketEvent.TicketClosed.class).count());
        put(
                numbers,
                "first responses",
                log.values().stream().filter(Figures::isAnswered).count());
        put(
                numbers,
                "public comments",
                only(events, TicketEvent.CommentAdded.class)
                        .filter(comment -> comment.visibility() == Visibility.PUBLIC)
                        .count());
        put(
                numbers,
                "internal notes",
                only(events, TicketEvent.CommentAdded.class)
                        .filter(comment -> comment.visibility() == Visibility.INTERNAL)
                        .count());
        return new Figures(numbers);
    }

    private static boolean isAnswered(List<EventEnvelope<TicketEvent>> events) {
        return only(events.stream().map(EventEnvelope::event).toList(), TicketEvent.CommentAdded.class)
                .anyMatch(comment ->
                        comment.visibility() == Visibility.PUBLIC && comment.authorKind() == AuthorKind.AGENT);
    }

    private static <E extends TicketEvent> Stream<E> only(List<TicketEvent> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast);
    }

    private static void opened(SortedMap<String, Integer> numbers, String channel, String language) {
        numbers.merge("opened", 1, Integer::sum);
        numbers.merge("opened by " + channel, 1, Integer::sum);
        numbers.merge("opened in " + language, 1, Integer::sum);
    }

    private static void put(SortedMap<String, Integer> numbers, String name, long count) {
        numbers.put(name, Math.toIntExact(count));
    }
}
