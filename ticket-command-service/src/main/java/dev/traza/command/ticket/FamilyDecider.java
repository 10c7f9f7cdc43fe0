package dev.traza.command.ticket;

import dev.traza.command.ticket.Family.Offer;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand.NoteChildProgress;
import dev.traza.contract.ticket.TicketCommand.OfferResolution;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.SplitTicket;
import dev.traza.contract.ticket.TicketCommand.UndoSplit;
import dev.traza.contract.ticket.TicketCommand.WithdrawOffer;
import dev.traza.contract.ticket.TicketEvent.ChildProgressed;
import dev.traza.contract.ticket.TicketEvent.ResolutionOffered;
import dev.traza.contract.ticket.TicketEvent.ResolutionWithdrawn;
import dev.traza.contract.ticket.TicketEvent.SplitUndone;
import dev.traza.contract.ticket.TicketEvent.TicketSplit;
import dev.traza.contract.ticket.Visibility;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules for tickets that come from one another: what is split off, and what parents and children tell each other. */
final class FamilyDecider {

    /** Every decision carries them along. */
    private static final int MOST_SPLITS = 100;

    private FamilyDecider() {}

    static Decision split(SplitTicket split, Facts facts, TicketState state) {
        if (split.subject() != null && split.subject().isBlank()) {
            return Decision.broken("A ticket needs a subject");
        }
        if (split.newTicketId().equals(facts.ticketId())) {
            return Decision.broken("A ticket is not split from itself");
        }
        Optional<Comment> comment = state.family().comment(split.commentId());
        if (comment.isEmpty()) {
            return Decision.broken("The ticket has no such comment");
        }
        if (state.erased().comments().contains(split.commentId())) {
            return Decision.broken("The comment was redacted, and nothing of it is left");
        }
        if (comment.get().visibility() == Visibility.INTERNAL) {
            return Decision.broken("An internal note does not become a ticket, which its requester reads");
        }
        UUID earlier = state.family().splits().get(split.commentId());
        if (earlier != null) {
            return Decision.broken("The comment became the ticket %s before".formatted(earlier));
        }
        return state.family().splits().size() >= MOST_SPLITS
                ? Decision.broken("At most %d comments of a ticket become tickets".formatted(MOST_SPLITS))
                : Decision.accepted(new TicketSplit(split.commentId(), split.newTicketId(), state.status()));
    }

    static Decision undo(UndoSplit undo, TicketState state) {
        return state.family().splits().containsValue(undo.newTicketId())
                ? Decision.accepted(new SplitUndone(undo.newTicketId(), state.status()))
                : Decision.accepted();
    }

    /** What the parent's resolution says, as this ticket's own; absent when none is offered. */
    static @Nullable ResolveTicket asParent(TicketState state) {
        Offer offer = state.family().offer();
        return offer == null ? null : new ResolveTicket(offer.code(), offer.text());
    }

    static Decision offer(OfferResolution offer, TicketState state) {
        boolean mine = state.links().has(LinkType.CHILD_OF, offer.parentId());
        if (!mine || isDone(state.status())) {
            return Decision.accepted();
        }
        return new Offer(offer.parentId(), offer.code(), offer.text())
                        .equals(state.family().offer())
                ? Decision.accepted()
                : Decision.accepted(new ResolutionOffered(
                        offer.parentId(), offer.parentNumber(), offer.code(), offer.text(), state.status()));
    }

    static Decision withdraw(WithdrawOffer withdraw, TicketState state) {
        Offer offer = state.family().offer();
        return offer != null && offer.parentId().equals(withdraw.parentId())
                ? Decision.accepted(new ResolutionWithdrawn(withdraw.parentId(), state.status()))
                : Decision.accepted();
    }

    static Decision note(NoteChildProgress progress, TicketState state) {
        List<LinkedTicket> children = state.links().of(LinkType.PARENT_OF).toList();
        Optional<LinkedTicket> child = children.stream()
                .filter(one -> one.ticketId().equals(progress.childId()))
                .findFirst();
        if (child.isEmpty() || TicketLinks.stage(child.get().status()) == TicketLinks.stage(progress.childStatus())) {
            return Decision.accepted();
        }
        long others = children.stream()
                .filter(one -> !one.ticketId().equals(progress.childId()) && isDone(one.status()))
                .count();
        int done = Math.toIntExact(others) + (isDone(progress.childStatus()) ? 1 : 0);
        return Decision.accepted(new ChildProgressed(
                progress.childId(),
                child.get().number(),
                progress.childStatus(),
                done,
                children.size(),
                state.status()));
    }

    private static boolean isDone(Status status) {
        return TicketLinks.stage(status) != TicketLinks.Stage.UNDER_WAY;
    }
}
