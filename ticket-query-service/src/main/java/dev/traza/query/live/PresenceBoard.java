package dev.traza.query.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who is at which ticket, as far as this node has heard. Whoever does not say so again is gone after a while. */
public final class PresenceBoard {

    private final LiveConfig config;
    private final Clock clock;
    /** By ticket, the one that was longest silent first. */
    private final Map<UUID, Map<String, Present>> byTicket = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<UUID, Set<Bell>> bells = new ConcurrentHashMap<>();

    /** @param clock by which presence ends */
    public PresenceBoard(LiveConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Somebody who is there.
     *
     * @param since when they came
     * @param until when they are taken to be gone, unless they say so again
     */
    public record Present(String personId, Presence.State state, Instant since, Instant saidAt, Instant until) {}

    /** Notes where somebody is. What is older than what is known of them changes nothing. */
    public void note(Presence said) {
        Instant now = clock.instant();
        if (noted(said, now)) {
            ring(said.ticketId());
        }
    }

    private synchronized boolean noted(Presence said, Instant now) {
        Map<String, Present> there = byTicket.getOrDefault(said.ticketId(), Map.of());
        Present before = there.get(said.personId());
        if (before != null && said.saidAt().isBefore(before.saidAt())) {
            return false;
        }
        if (said.state() == Presence.State.LEFT) {
            return before != null && left(said.ticketId(), said.personId());
        }
        Instant until = end(said, now);
        if (!until.isAfter(now) || (before == null && there.size() >= config.mostPresent())) {
            return false;
        }
        byTicket.computeIfAbsent(said.ticketId(), _ -> new LinkedHashMap<>())
                .put(
                        said.personId(),
                        new Present(
                                said.personId(),
                                said.state(),
                                before == null ? said.saidAt() : before.since(),
                                said.saidAt(),
                                until));
        if (byTicket.size() > config.mostTicketsWithPresence()) {
            byTicket.remove(byTicket.keySet().iterator().next());
        }
        return before == null || before.state() != said.state();
    }

    private boolean left(UUID ticketId, String personId) {
        Map<String, Present> there = byTicket.get(ticketId);
        if (there != null && there.remove(personId) != null) {
            if (there.isEmpty()) {
                byTicket.remove(ticketId);
            }
            return true;
        }
        return false;
    }

    /** Counted from when it was said, but never longer than from now: clocks differ. */
    private Instant end(Presence said, Instant now) {
        Duration age = Duration.between(said.saidAt(), now);
        return age.isNegative() ? now.plus(config.presentFor()) : said.saidAt().plus(config.presentFor());
    }

    /** Who is at a ticket, in the order they came. */
    public synchronized List<Present> present(UUID ticketId) {
        Instant now = clock.instant();
        Map<String, Present> there = byTicket.get(ticketId);
        return there == null
                ? List.of()
                : there.values().stream()
                        .filter(one -> one.until().isAfter(now))
                        .toList();
    }

    /** Lets those go who have not said for long that they are there. */
    public void sweep() {
        List<UUID> changed = new ArrayList<>();
        synchronized (this) {
            Instant now = clock.instant();
            byTicket.forEach((ticketId, there) -> {
                if (there.values().removeIf(one -> !one.until().isAfter(now))) {
                    changed.add(ticketId);
                }
            });
            byTicket.values().removeIf(Map::isEmpty);
        }
        changed.forEach(this::ring);
    }

    /** Rings whenever somebody comes to a ticket, goes or does something else there. */
    public void follow(UUID ticketId, Bell bell) {
        bells.compute(ticketId, (_, present) -> {
            Set<Bell> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(bell);
            return all;
        });
    }

    /** Rings no more. */
    public void leave(UUID ticketId, Bell bell) {
        bells.computeIfPresent(ticketId, (_, all) -> {
            all.remove(bell);
            return all.isEmpty() ? null : all;
        });
    }

    private void ring(UUID ticketId) {
        bells.getOrDefault(ticketId, Set.of()).forEach(Bell::ring);
    }
}
