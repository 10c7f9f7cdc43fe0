package dev.traza.query.api.ticket;

import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Progress;
import dev.traza.query.view.Ticket;
import dev.traza.query.view.TicketView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ticket with all that goes on in it. What was said on a merged ticket is not copied: it is read there and shown here,
 * as long as the one goes on in the other.
 *
 * @param view of a ticket that was opened
 * @param others the tickets that go on in it, in those, and so on; nearer ones first
 */
public record Merged(TicketView view, List<TicketView> others) {

    /** The decider lets no ticket stand for more; this only keeps a log that it did not write from being read for ever. */
    static final int MOST = 100;

    public Merged {
        others = List.copyOf(others);
    }

    /**
     * The ticket with what goes on in it.
     *
     * @param lookup the views of tickets by their ids; those that are not known yet may be missing
     */
    public static Merged of(TicketView view, Function<Set<UUID>, Collection<TicketView>> lookup) {
        return all(List.of(view), lookup).getFirst();
    }

    /** The same for several, with one question for all of a distance. */
    public static List<Merged> all(List<TicketView> views, Function<Set<UUID>, Collection<TicketView>> lookup) {
        Map<UUID, TicketView> known = new LinkedHashMap<>();
        views.forEach(view -> known.put(view.ticketId(), view));
        Set<UUID> wanted = beyond(views, known);
        while (!wanted.isEmpty() && known.size() < views.size() * MOST) {
            Collection<TicketView> found = lookup.apply(wanted);
            found.forEach(view -> known.put(view.ticketId(), view));
            wanted = beyond(found, known);
        }
        return views.stream().map(view -> new Merged(view, within(view, known))).toList();
    }

    private static Set<UUID> beyond(Collection<TicketView> views, Map<UUID, TicketView> known) {
        return views.stream()
                .flatMap(view -> absorbed(view).stream())
                .map(AbsorbedTicket::ticketId)
                .filter(id -> !known.containsKey(id))
                .collect(Collectors.toSet());
    }

    private static List<TicketView> within(TicketView view, Map<UUID, TicketView> known) {
        Map<UUID, TicketView> within = new LinkedHashMap<>();
        List<TicketView> next = List.of(view);
        while (!next.isEmpty() && within.size() < MOST) {
            List<TicketView> farther = new ArrayList<>();
            for (TicketView nearer : next) {
                for (AbsorbedTicket source : absorbed(nearer)) {
                    TicketView found = known.get(source.ticketId());
                    if (found != null && found != view && within.putIfAbsent(source.ticketId(), found) == null) {
                        farther.add(found);
                    }
                }
            }
            next = farther;
        }
        return List.copyOf(within.values());
    }

    private static List<AbsorbedTicket> absorbed(TicketView view) {
        Ticket ticket = view.ticket();
        return ticket == null ? Collections.emptyList() : ticket.merging().absorbed();
    }

    /** What the ticket's own log says of it. */
    public Ticket ticket() {
        return Objects.requireNonNull(view.ticket(), "only views of opened tickets are found");
    }

    /** The ticket first, then what goes on in it. */
    public List<TicketView> views() {
        List<TicketView> all = new ArrayList<>();
        all.add(view);
        all.addAll(others);
        return all;
    }

    /** How much of each ticket's logs is in it. */
    public Map<UUID, Progress> progress() {
        return views().stream().collect(Collectors.toMap(TicketView::ticketId, TicketView::progress));
    }

    /** The ticket an event happened to, if it is one of the others. */
    public TicketAnswer.@Nullable Other from(LoggedEvent event) {
        UUID ticketId = event.envelope().ticketId();
        return others.stream()
                .filter(other -> other.ticketId().equals(ticketId))
                .map(TicketView::ticket)
                .filter(Objects::nonNull)
                .map(other -> new TicketAnswer.Other(ticketId, other.matter().number()))
                .findFirst()
                .orElse(null);
    }

    /** The ticket an event happened to: this one or one of the others. */
    public Ticket ticketOf(LoggedEvent event) {
        UUID ticketId = event.envelope().ticketId();
        return others.stream()
                .filter(other -> other.ticketId().equals(ticketId))
                .map(TicketView::ticket)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(this::ticket);
    }

    /** Whether what was written in an event is gone for good. */
    boolean isErased(LoggedEvent event) {
        return event instanceof LoggedEvent.OfTicket(var envelope)
                && views().stream()
                        .filter(one -> one.ticketId().equals(envelope.ticketId()))
                        .map(TicketView::ticket)
                        .filter(Objects::nonNull)
                        .anyMatch(one -> one.erased().concerns(envelope.sequence(), envelope.event()));
    }

    /** The files that came with all that was said, the ticket's own first. */
    public Stream<Ticket.Attached> attachments() {
        return views().stream()
                .map(TicketView::ticket)
                .filter(Objects::nonNull)
                .flatMap(ticket -> ticket.conversation().attachments().stream());
    }

    /** How many comments there are in all. */
    int comments(boolean withInternal) {
        return views().stream()
                .map(TicketView::ticket)
                .filter(Objects::nonNull)
                .map(Ticket::conversation)
                .mapToInt(said -> said.publicComments() + (withInternal ? said.internalComments() : 0))
                .sum();
    }
}
