package dev.traza.stack.demo;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Visibility;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything that was acknowledged during the day, by all who play at once. */
final class Ledger {

    private final ConcurrentMap<UUID, Opened> opened = new ConcurrentHashMap<>();
    private final Queue<Acknowledged> accepted = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<String, AtomicInteger> rejected = new ConcurrentHashMap<>();
    private final Set<UUID> responded = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<Visibility, AtomicInteger> comments = new ConcurrentHashMap<>();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();

    /** A ticket that was opened. */
    record Opened(UUID ticketId, String number, Channel channel, String language) {}

    void opened(Opened ticket) {
        opened.put(ticket.ticketId(), ticket);
    }

    /** A comment was accepted. */
    void commented(UUID ticketId, boolean byRequester, Visibility visibility) {
        comments.computeIfAbsent(visibility, unused -> new AtomicInteger()).incrementAndGet();
        if (!byRequester && visibility == Visibility.PUBLIC) {
            responded.add(ticketId);
        }
    }

    void accepted(Acknowledged acknowledged) {
        accepted.add(acknowledged);
    }

    /** A command that was refused as it should be. */
    void rejected(String code) {
        rejected.computeIfAbsent(code, unused -> new AtomicInteger()).incrementAndGet();
    }

    /** Something that should not have happened. */
    void trouble(String sentence) {
        troubles.add(sentence);
    }

    Map<UUID, Opened> opened() {
        return Map.copyOf(opened);
    }

    List<Acknowledged> accepted() {
        return List.copyOf(accepted);
    }

    Map<String, Integer> rejected() {
        ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();
        rejected.forEach((code, count) -> counts.put(code, count.get()));
        return Map.copyOf(counts);
    }

    /** Tickets that an agent has answered in public. */
    Set<UUID> responded() {
        return Set.copyOf(responded);
    }

    int comments(Visibility visibility) {
        AtomicInteger count = comments.get(visibility);
        return count == null ? 0 : count.get();
    }

    Collection<String> troubles() {
        return List.copyOf(troubles);
    }
}
