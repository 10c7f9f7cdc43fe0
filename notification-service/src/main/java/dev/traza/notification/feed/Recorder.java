package dev.traza.notification.feed;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.personal.Erasing;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.notification.ledger.Delivery;
import dev.traza.notification.ledger.Ledger;
import dev.traza.notification.rule.Intention;
import dev.traza.notification.rule.NotificationRules;
import dev.traza.notification.rule.Suppression;
import dev.traza.notification.ticket.TicketContext;
import dev.traza.notification.ticket.TicketContexts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record what a batch of events calls for. The ledger is written before the tickets, so that a batch that was cut
 * off is decided from the same state again and gives the same messages.
 */
final class Recorder {

    private final TicketContexts tickets;
    private final Ledger ledger;
    private final NotificationRules rules;
    private final Duration tooOldAfter;
    private final Clock clock;

    Recorder(TicketContexts tickets, Ledger ledger, NotificationRules rules, Duration tooOldAfter, Clock clock) {
        this.tickets = tickets;
        this.ledger = ledger;
        this.rules = rules;
        this.tooOldAfter = tooOldAfter;
        this.clock = clock;
    }

    /**
     * Events of tickets, each ticket's in order.
     *
     * @return the messages that were not on record before
     */
    List<Delivery> ticketEvents(List<Heard<TicketEvent>> batch) {
        Instant now = clock.instant();
        Map<UUID, Optional<TicketContext>> known = new HashMap<>();
        Map<UUID, TicketContext> changed = new HashMap<>();
        List<Delivery> intended = new ArrayList<>();
        for (Heard<TicketEvent> heard : batch) {
            EventEnvelope<TicketEvent> envelope = heard.envelope();
            if (envelope.event() instanceof Erasing erasing) {
                intended.replaceAll(delivery ->
                        delivery.ticketId().equals(envelope.ticketId()) ? delivery.erased(erasing, now) : delivery);
            }
            UUID ticketId = envelope.ticketId();
            Optional<TicketContext> before = known.computeIfAbsent(ticketId, tickets::find);
            if (before.filter(context -> context.has(envelope)).isPresent()) {
                continue;
            }
            TicketContext after = TicketContext.after(before, envelope);
            for (Intention intention : rules.on(envelope, after)) {
                intended.add(Delivery.of(envelope, intention, suppressionOf(heard, now), now));
            }
            known.put(ticketId, Optional.of(after));
            changed.put(ticketId, after);
        }
        List<Delivery> fresh = ledger.record(intended);
        tickets.save(changed.values());
        batch.forEach(heard -> erase(heard.envelope()));
        return fresh;
    }

    /**
     * Also when the ticket had the event already: a process may have died in between. After the ticket, so that nobody
     * who finds a message erased finds the ticket as it was before.
     */
    private void erase(EventEnvelope<TicketEvent> envelope) {
        if (envelope.event() instanceof Erasing erasing) {
            ledger.erase(envelope.ticketId(), erasing, envelope.sequence());
        }
    }

    /**
     * Events of service-level clocks. Their messages name relations, not persons, so a replay gives the same ids without
     * any memory of what was heard.
     *
     * @return the messages that were not on record before
     */
    List<Delivery> slaEvents(List<Heard<SlaEvent>> batch) {
        Instant now = clock.instant();
        return ledger.record(batch.stream()
                .flatMap(heard -> rules.on(heard.envelope()).stream()
                        .map(intention -> Delivery.of(heard.envelope(), intention, suppressionOf(heard, now), now)))
                .toList());
    }

    private @Nullable Suppression suppressionOf(Heard<?> heard, Instant now) {
        if (heard.envelope().recordedAt().isBefore(now.minus(tooOldAfter))) {
            return Suppression.TOO_OLD;
        }
        return heard.beforeRebuild() ? Suppression.BEFORE_REBUILD : null;
    }
}
