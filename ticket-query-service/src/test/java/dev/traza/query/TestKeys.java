package dev.traza.query;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.personal.Erasing;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.reader.KeyCache;
import dev.traza.contract.reader.KeySource;
import dev.traza.contract.reader.KeysAwayException;
import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.ticket.TicketEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Keeps the keys as the command service does: one for each scope of each ticket, destroyed by what erases it. */
public final class TestKeys implements KeySource {

    private final Map<UUID, Map<Scope, TextKey>> present = new HashMap<>();
    private final Map<UUID, Optional<TextKey>> published = new HashMap<>();
    private final Set<UUID> unknown = new HashSet<>();
    private final List<Set<UUID>> requests = new ArrayList<>();
    private boolean away;
    private boolean hiding;

    /** The record as it stands on the log. An event that erases destroys keys before it does. */
    public synchronized WireRecord write(EventEnvelope<TicketEvent> envelope) {
        Map<Scope, TextKey> ofTicket = present.computeIfAbsent(envelope.ticketId(), _ -> new HashMap<>());
        if (envelope.event() instanceof Erasing erasing) {
            destroy(ofTicket, erasing);
        }
        return EventRecords.TICKET.write(envelope, scope -> ofTicket.computeIfAbsent(scope, _ -> made()));
    }

    private TextKey made() {
        TextKey key = TextKey.generate();
        published.put(key.id(), Optional.of(key));
        if (hiding) {
            unknown.add(key.id());
        }
        return key;
    }

    private void destroy(Map<Scope, TextKey> ofTicket, Erasing erasing) {
        ofTicket.entrySet().removeIf(entry -> {
            boolean gone = erasing.erases(entry.getKey());
            if (gone) {
                published.put(entry.getValue().id(), Optional.empty());
            }
            return gone;
        });
    }

    /** Whether they can be had at all. */
    public synchronized void away(boolean nowAway) {
        away = nowAway;
    }

    /** Keys that are made from now on are not known to those who ask, until it is over. */
    public synchronized void hide(boolean nowHiding) {
        hiding = nowHiding;
        if (!nowHiding) {
            unknown.clear();
        }
    }

    /** What was asked for, request by request. */
    public synchronized List<Set<UUID>> requests() {
        return List.copyOf(requests);
    }

    @Override
    public synchronized Map<UUID, Optional<TextKey>> find(Set<UUID> keyIds) {
        requests.add(Set.copyOf(keyIds));
        if (away) {
            throw new KeysAwayException("away");
        }
        Map<UUID, Optional<TextKey>> found = new HashMap<>();
        for (UUID keyId : keyIds) {
            Optional<TextKey> key = published.get(keyId);
            if (key != null && !unknown.contains(keyId)) {
                found.put(keyId, key);
            }
        }
        return found;
    }

    /** For a reader that has just started. */
    public KeyCache cache() {
        return new KeyCache(this, 10_000, Duration.ofMinutes(5), Clock.systemUTC());
    }
}
