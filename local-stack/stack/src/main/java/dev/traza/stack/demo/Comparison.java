package dev.traza.stack.demo;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** Holds what was acknowledged, and what the read side shows, against the log. */
final class Comparison {

    private static final int MOST_SENTENCES = 20;

    private final List<String> differences = new ArrayList<>();

    private Comparison() {}

    /**
     * Everything that does not agree, in sentences; empty when all does.
     *
     * @param shown the status of each ticket on the read side
     */
    static List<String> of(Ledger ledger, Map<UUID, Status> shown, Map<UUID, List<EventEnvelope<TicketEvent>>> log) {
        Comparison comparison = new Comparison();
        comparison.figures(Figures.acknowledged(ledger), Figures.logged(log));
        ledger.opened()
                .forEach((ticketId, opened) -> comparison.versions(opened, log.getOrDefault(ticketId, List.of())));
        ledger.accepted()
                .forEach(accepted ->
                        comparison.acknowledged(accepted, log.getOrDefault(accepted.ticketId(), List.of())));
        shown.forEach((ticketId, status) -> comparison.shown(ticketId, status, log.getOrDefault(ticketId, List.of())));
        return comparison.differences.stream().limit(MOST_SENTENCES).toList();
    }

    private void figures(Figures acknowledged, Figures logged) {
        TreeSet<String> names = new TreeSet<>(acknowledged.numbers().keySet());
        names.addAll(logged.numbers().keySet());
        for (String name : names) {
            int one = acknowledged.numbers().getOrDefault(name, 0);
            int other = logged.numbers().getOrDefault(name, 0);
            if (one != other) {
                differences.add("%s: %d acknowledged, %d in the log".formatted(name, one, other));
            }
        }
    }

    private void versions(Ledger.Opened opened, List<EventEnvelope<TicketEvent>> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).sequence() != i + 1) {
                differences.add("%s: version %d stands where %d should"
                        .formatted(opened.number(), events.get(i).sequence(), i + 1));
                return;
            }
        }
        if (events.isEmpty()) {
            differences.add(opened.number() + " is not in the log");
        }
    }

    private void acknowledged(Acknowledged accepted, List<EventEnvelope<TicketEvent>> events) {
        if (events.size() < accepted.version()) {
            differences.add("%s: version %d was acknowledged, the log ends at %d"
                    .formatted(accepted.ticketId(), accepted.version(), events.size()));
            return;
        }
        TicketEvent event = events.get((int) accepted.version() - 1).event();
        boolean asExpected =
                accepted.events().isEmpty() || accepted.events().getLast().isInstance(event);
        if (event.status() != accepted.status() || !asExpected) {
            differences.add("%s: version %d was acknowledged as %s in status %s, the log has %s in %s"
                    .formatted(
                            accepted.ticketId(),
                            accepted.version(),
                            accepted.events().isEmpty()
                                    ? "anything"
                                    : accepted.events().getLast().getSimpleName(),
                            accepted.status(),
                            event.getClass().getSimpleName(),
                            event.status()));
        }
    }

    private void shown(UUID ticketId, Status status, List<EventEnvelope<TicketEvent>> events) {
        if (!events.isEmpty() && events.getLast().event().status() != status) {
            differences.add("%s: shown as %s, the log says %s"
                    .formatted(ticketId, status, events.getLast().event().status()));
        }
    }
}
