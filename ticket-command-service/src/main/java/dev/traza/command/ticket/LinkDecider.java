package dev.traza.command.ticket;

import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.TicketCommand.ConfirmLink;
import dev.traza.contract.ticket.TicketCommand.LinkTicket;
import dev.traza.contract.ticket.TicketCommand.MirrorLink;
import dev.traza.contract.ticket.TicketCommand.MirrorUnlink;
import dev.traza.contract.ticket.TicketCommand.UnlinkTicket;
import dev.traza.contract.ticket.TicketEvent.TicketLinked;
import dev.traza.contract.ticket.TicketEvent.TicketUnlinked;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules for links. A link is made in three steps (asked here, mirrored there, confirmed here) and each ticket knows
 * only itself, so each checks what it can see, and the first again at the end.
 */
final class LinkDecider {

    /** Every decision and every view carries them along, and a parent tells each of its children. */
    private static final int MOST_LINKS = 100;

    private LinkDecider() {}

    /** Whether it may be asked of the other ticket; nothing has happened as long as that has not agreed. */
    static Decision link(LinkTicket link, Facts facts, TicketState state) {
        TicketRef other = TicketRef.parse(link.other()).orElse(null);
        if (other == null) {
            return notNamed();
        }
        if (isItself(other, facts.ticketId(), state)) {
            return toItself();
        }
        if (state.links().find(link.type(), other).isPresent()) {
            return Decision.accepted();
        }
        Decision.Refused refused = refused(
                link.type(), state.links().find(link.type().inverse(), other).isPresent(), state);
        return refused == null ? Decision.accepted() : refused;
    }

    static Decision mirror(MirrorLink mirror, Facts facts, TicketState state) {
        LinkedTicket other = mirror.other();
        if (other.ticketId().equals(facts.ticketId())) {
            return toItself();
        }
        if (state.links().has(mirror.type(), other.ticketId())) {
            return Decision.accepted();
        }
        Decision.Refused refused = refused(mirror.type(), other, state);
        if (refused != null) {
            return refused;
        }
        List<UUID> beyond = state.links().idsOf(mirror.type().inverse());
        return mirror.relatives().stream().anyMatch(beyond::contains)
                ? Decision.broken("The tickets would go round in a circle")
                : Decision.accepted(new TicketLinked(mirror.type(), other, true, state.status()));
    }

    static Decision confirm(ConfirmLink confirm, TicketState state) {
        LinkedTicket other = confirm.other();
        if (state.links().has(confirm.type(), other.ticketId())) {
            return Decision.accepted();
        }
        if (state.links().undoneSince(confirm.type(), other.ticketId(), confirm.askedAt())) {
            return Decision.broken("The link was taken away again while it was being made");
        }
        Decision.Refused refused = refused(confirm.type(), other, state);
        return refused == null
                ? Decision.accepted(new TicketLinked(confirm.type(), other, false, state.status()))
                : refused;
    }

    static Decision unlink(UnlinkTicket unlink, TicketState state) {
        TicketRef other = TicketRef.parse(unlink.other()).orElse(null);
        if (other == null) {
            return notNamed();
        }
        Optional<LinkedTicket> linked = state.links().find(unlink.type(), other);
        return linked.isPresent()
                ? Decision.accepted(new TicketUnlinked(
                        unlink.type(), linked.get().ticketId(), linked.get().number(), false, state.status()))
                : Decision.accepted();
    }

    static Decision mirror(MirrorUnlink mirror, TicketState state) {
        Optional<LinkedTicket> linked = state.links().find(mirror.type(), TicketRef.of(mirror.otherId()));
        return linked.isPresent()
                ? Decision.accepted(new TicketUnlinked(
                        mirror.type(), mirror.otherId(), linked.get().number(), true, state.status()))
                : Decision.accepted();
    }

    private static Decision.@Nullable Refused refused(LinkType type, LinkedTicket other, TicketState state) {
        return refused(type, state.links().has(type.inverse(), other.ticketId()), state);
    }

    private static Decision.@Nullable Refused refused(LinkType type, boolean isInverse, TicketState state) {
        if (isInverse) {
            return Decision.broken("The tickets are linked the other way round");
        }
        if (type == LinkType.CHILD_OF
                && state.links().of(LinkType.CHILD_OF).findAny().isPresent()) {
            return Decision.broken("A ticket has one parent, and %s has one".formatted(state.number()));
        }
        return state.links().present().size() >= MOST_LINKS
                ? Decision.broken(
                        "A ticket has at most %d links, and %s has them".formatted(MOST_LINKS, state.number()))
                : null;
    }

    private static boolean isItself(TicketRef other, UUID ticketId, TicketState state) {
        return switch (other) {
            case TicketRef.ById(UUID id) -> id.equals(ticketId);
            case TicketRef.ByNumber(TicketNumber number) -> number.text().equals(state.number());
        };
    }

    private static Decision.Refused toItself() {
        return Decision.broken("A ticket is not linked to itself");
    }

    private static Decision.Refused notNamed() {
        return Decision.broken("A ticket is named by its id or by a number such as T-1042");
    }
}
