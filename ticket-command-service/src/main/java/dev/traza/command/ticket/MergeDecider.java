package dev.traza.command.ticket;

import dev.traza.command.ticket.TicketMerge.Into;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.BetweenTickets;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AbandonMerge;
import dev.traza.contract.ticket.TicketCommand.AbsorbTicket;
import dev.traza.contract.ticket.TicketCommand.ChangeAbsorbedTicket;
import dev.traza.contract.ticket.TicketCommand.ConfirmLink;
import dev.traza.contract.ticket.TicketCommand.FinishMerge;
import dev.traza.contract.ticket.TicketCommand.MergeTicket;
import dev.traza.contract.ticket.TicketCommand.MirrorLink;
import dev.traza.contract.ticket.TicketCommand.RestoreTicket;
import dev.traza.contract.ticket.TicketCommand.UnlinkTicket;
import dev.traza.contract.ticket.TicketCommand.UnmergeTicket;
import dev.traza.contract.ticket.TicketEvent.AbsorbedTicketChanged;
import dev.traza.contract.ticket.TicketEvent.MergeAbandoned;
import dev.traza.contract.ticket.TicketEvent.MergeBegun;
import dev.traza.contract.ticket.TicketEvent.TicketAbsorbed;
import dev.traza.contract.ticket.TicketEvent.TicketMerged;
import dev.traza.contract.ticket.TicketEvent.TicketRestored;
import dev.traza.contract.ticket.TicketEvent.TicketUnmerged;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules for merging. A ticket that is to go on in another takes nothing else until that has agreed or not, so that it
 * is in the end either as it was or goes on there with all it was.
 */
final class MergeDecider {

    /** Every reader of a ticket reads what goes on in it too. */
    private static final int MOST_TICKETS = 100;

    /** Each is written to, and every decision and every view carries them along. */
    private static final int MOST_PEOPLE = 200;

    private MergeDecider() {}

    /**
     * What a ticket does not take because it goes on in another, or is about to. What has happened between tickets it
     * hears all the same; what is only asked, it refuses.
     */
    static Decision.@Nullable Refused refusedByMerged(TicketCommand command, boolean ofAnother, TicketState state) {
        Into into = state.merge().into();
        if (into == null || isHeard(command, ofAnother)) {
            return null;
        }
        if (!state.merge().merged()) {
            return new Decision.Refused(
                    RejectionCode.TRANSITION_NOT_ALLOWED,
                    "%s is being merged into %s at this moment; try again in a moment"
                            .formatted(state.number(), into.text()),
                    List.of());
        }
        return command instanceof UnmergeTicket
                ? null
                : new Decision.Refused(
                        RejectionCode.TRANSITION_NOT_ALLOWED,
                        "%s was merged into %s and goes on there".formatted(state.number(), into.text()),
                        List.of(UnmergeTicket.class.getSimpleName()));
    }

    private static boolean isHeard(TicketCommand command, boolean ofAnother) {
        return switch (command) {
            case AbsorbTicket _, MirrorLink _, ConfirmLink _ -> false;
            case UnlinkTicket _ -> ofAnother;
            case TicketCommand _ -> command instanceof BetweenTickets;
        };
    }

    static Decision merge(MergeTicket merge, Facts facts, TicketState state) {
        TicketRef into = TicketRef.parse(merge.into()).orElse(null);
        if (into == null) {
            return Decision.broken("A ticket is named by its id or by a number such as T-1042");
        }
        return TicketMerge.names(into, facts.ticketId(), state.number())
                ? Decision.broken("A ticket is not merged into itself")
                : Decision.accepted(new MergeBegun(merge.into(), merge.reason(), state.status()));
    }

    static Decision absorb(AbsorbTicket absorb, TicketState state) {
        AbsorbedTicket source = absorb.source();
        if (state.merge().absorbed().containsKey(source.ticketId())) {
            return Decision.accepted();
        }
        if (state.status() == Status.CLOSED) {
            return Decision.refused(
                    RejectionCode.TICKET_CLOSED,
                    "%s is closed for good, and nothing goes on in it".formatted(state.number()));
        }
        if (state.merge().tickets() + source.tickets() > MOST_TICKETS) {
            return Decision.broken("At most %d tickets are merged into one, and with %s there would be more in %s"
                    .formatted(MOST_TICKETS, source.number(), state.number()));
        }
        return tooManyPeople(source, state)
                ? Decision.broken("At most %d people take part in or follow a ticket that others were merged into"
                        .formatted(MOST_PEOPLE))
                : Decision.accepted(new TicketAbsorbed(source, absorb.agentId(), state.status()));
    }

    private static boolean tooManyPeople(AbsorbedTicket source, TicketState state) {
        Set<String> people = new HashSet<>(state.participants().keySet());
        source.participants().forEach(participant -> people.add(participant.id()));
        Set<String> watchers = new HashSet<>(state.watchers());
        watchers.addAll(source.watchers());
        return people.size() > MOST_PEOPLE || watchers.size() > MOST_PEOPLE;
    }

    static Decision finish(FinishMerge finish, TicketState state) {
        return state.merge().into() == null || state.merge().merged()
                ? Decision.broken("The ticket is not being merged")
                : Decision.accepted(new TicketMerged(finish.intoId(), finish.intoNumber(), Status.CLOSED));
    }

    static Decision abandon(AbandonMerge abandon, TicketState state) {
        Into into = state.merge().into();
        return into == null || state.merge().merged()
                ? Decision.accepted()
                : Decision.accepted(
                        new MergeAbandoned(into.text(), abandon.detail(), into.heldUntil(), state.status()));
    }

    /** Only a merged ticket is asked; the others refuse it by their status. */
    static Decision unmerge(UnmergeTicket unmerge, TicketState state) {
        Into into = Objects.requireNonNull(state.merge().into());
        UUID intoId = ((TicketRef.ById) into.ticket()).ticketId();
        return Decision.accepted(
                new TicketUnmerged(intoId, into.text(), unmerge.reason(), into.heldUntil(), into.status()));
    }

    static Decision restore(RestoreTicket restore, TicketState state) {
        AbsorbedTicket source = state.merge().absorbed().get(restore.sourceId());
        return source == null
                ? Decision.accepted()
                : Decision.accepted(new TicketRestored(source.ticketId(), source.number(), state.status()));
    }

    /** The ticket that goes on in this one is not what it was when it came. */
    static Decision change(ChangeAbsorbedTicket change, TicketState state) {
        AbsorbedTicket known = state.merge().absorbed().get(change.source().ticketId());
        return known == null || known.equals(change.source())
                ? Decision.accepted()
                : Decision.accepted(new AbsorbedTicketChanged(change.source(), state.status()));
    }
}
