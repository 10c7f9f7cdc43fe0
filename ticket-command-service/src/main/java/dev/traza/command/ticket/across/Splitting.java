package dev.traza.command.ticket.across;

import dev.traza.command.ticket.Comment;
import dev.traza.command.ticket.Decision;
import dev.traza.command.ticket.TicketState;
import dev.traza.command.ticket.across.Aftermath.Answering;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.Origin;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.SplitTicket;
import dev.traza.contract.ticket.TicketCommand.UndoSplit;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comment of A becomes ticket B:
 *
 * <pre>
 *   A: SplitTicket   TicketSplit
 *   B: OpenTicket    TicketOpened and the answer, or the refusal as answer and
 *   A: UndoSplit     SplitUndone
 * </pre>
 */
final class Splitting {

    private static final String OPEN = "open-split";
    private static final String UNDO = "undo-split";

    private Splitting() {}

    static Aftermath asked(
            SplitTicket split,
            CommandEnvelope envelope,
            UUID ticketId,
            @Nullable TicketState before,
            Decision decision) {
        if (decision instanceof Decision.Refused || before == null) {
            return Aftermath.none();
        }
        Comment comment = before.family().comment(split.commentId()).orElseThrow();
        TicketOpened like = before.family().opened();
        Classification now = before.classification();
        OpenTicket open = new OpenTicket(
                now.type(),
                like.channel(),
                like.requester(),
                split.subject() == null ? before.content().subject() : split.subject(),
                comment.body(),
                now.category(),
                before.weight().impact(),
                before.weight().urgency(),
                before.weight().priority(),
                before.content().tags().stream().sorted().toList(),
                now.customFields(),
                null,
                List.of(),
                now.catalogItem(),
                ticketId,
                null); // what is laid down for the item is done once, in the ticket from which this one comes
        return new Aftermath(
                new Answering.Elsewhere(),
                List.of(new Step(TicketRef.of(split.newTicketId()), open, OPEN, AcrossTickets.originOf(envelope))));
    }

    static Aftermath opened(OpenTicket open, CommandEnvelope envelope, UUID ticketId, Decision decision) {
        UUID from = open.splitFrom();
        Origin origin = envelope.origin();
        if (from == null || origin == null) {
            return Aftermath.none();
        }
        List<Step> undo = decision instanceof Decision.Refused
                ? List.of(new Step(TicketRef.of(from), new UndoSplit(ticketId), UNDO, null))
                : List.of();
        return new Aftermath(new Answering.AtLast(origin, null), undo);
    }
}
