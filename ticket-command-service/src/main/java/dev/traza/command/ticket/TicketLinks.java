package dev.traza.command.ticket;

import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A ticket's links to others.
 *
 * @param present the other tickets, as they were when linked
 * @param undone links that were taken away on this ticket's own initiative, and the ticket's version then: the
 *     confirmation of a link can arrive later than the wish that undid it
 */
public record TicketLinks(Map<Link, LinkedTicket> present, Map<Link, Long> undone) {

    static final TicketLinks NONE = new TicketLinks(Map.of(), Map.of());

    public TicketLinks {
        present = Map.copyOf(present);
        undone = Map.copyOf(undone);
    }

    /** What tells one link of a ticket from another. */
    public record Link(LinkType type, UUID otherId) {}

    /** Whether there is this link. */
    public boolean has(LinkType type, UUID otherId) {
        return present.containsKey(new Link(type, otherId));
    }

    /** The ticket to which there is a link of this type, by its id or number; empty when there is none. */
    public Optional<LinkedTicket> find(LinkType type, TicketRef other) {
        return of(type).filter(linked -> switch (other) {
                    case TicketRef.ById(UUID id) -> linked.ticketId().equals(id);
                    case TicketRef.ByNumber(var number) -> linked.number().equals(number.text());
                })
                .findFirst();
    }

    /** The tickets to which there are links of this type. */
    public Stream<LinkedTicket> of(LinkType type) {
        return present.entrySet().stream()
                .filter(link -> link.getKey().type() == type)
                .map(Map.Entry::getValue);
    }

    /** Whether this ticket was asked to take the link away after it was at this version. */
    public boolean undoneSince(LinkType type, UUID otherId, long version) {
        return undone.getOrDefault(new Link(type, otherId), 0L) > version;
    }

    /** The ids of those to which there are links of this type, in one order. */
    public List<UUID> idsOf(LinkType type) {
        return of(type).map(LinkedTicket::ticketId).sorted().toList();
    }

    /** How far a child is, as far as its parent wants to know. */
    public enum Stage {
        UNDER_WAY,
        RESOLVED,
        CLOSED
    }

    /** The stage of a ticket in this status. */
    public static Stage stage(Status status) {
        return switch (status) {
            case NEW, OPEN, PENDING, ON_HOLD -> Stage.UNDER_WAY;
            case RESOLVED -> Stage.RESOLVED;
            case CLOSED -> Stage.CLOSED;
        };
    }

    /** With what is known of a child now; a ticket that is no child stays what it is. */
    TicketLinks progressed(UUID childId, Status status) {
        LinkedTicket child = present.get(new Link(LinkType.PARENT_OF, childId));
        return child == null
                ? this
                : with(LinkType.PARENT_OF, new LinkedTicket(childId, child.number(), child.requesterId(), status));
    }

    TicketLinks with(LinkType type, LinkedTicket other) {
        Map<Link, LinkedTicket> more = new HashMap<>(present);
        more.put(new Link(type, other.ticketId()), other);
        return new TicketLinks(more, undone);
    }

    /**
     * Without this link.
     *
     * @param own the ticket's version at which it was asked to take the link away; 0 when the other ticket was asked
     */
    TicketLinks without(LinkType type, UUID otherId, long own) {
        Link gone = new Link(type, otherId);
        Map<Link, LinkedTicket> left = new HashMap<>(present);
        left.remove(gone);
        Map<Link, Long> remembered = new HashMap<>(undone);
        if (own > 0) {
            remembered.put(gone, own);
        }
        return new TicketLinks(left, remembered);
    }
}
