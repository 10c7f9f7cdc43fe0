package dev.traza.command.ticket;

import dev.traza.contract.ticket.TicketCommand.ErasePersonalData;
import dev.traza.contract.ticket.TicketCommand.RedactComment;
import dev.traza.contract.ticket.TicketEvent.CommentRedacted;
import dev.traza.contract.ticket.TicketEvent.PersonalDataErased;
import java.util.List;
import java.util.UUID;

/** The rules of what is taken away for good. */
final class ErasureDecider {

    private ErasureDecider() {}

    static Decision redact(RedactComment redact, TicketState state) {
        if (state.family().comment(redact.commentId()).isEmpty()) {
            return Decision.broken("The ticket has no such comment");
        }
        return state.erased().comments().contains(redact.commentId())
                ? Decision.accepted()
                : Decision.accepted(new CommentRedacted(redact.commentId(), redact.reason(), state.status()));
    }

    static Decision erase(ErasePersonalData erase, TicketState state) {
        String person = erase.personId();
        boolean requester = state.requesterId().equals(person);
        List<UUID> said = requester ? List.of() : state.family().saidBy(person);
        boolean concerned = requester
                || !said.isEmpty()
                || state.takesPart(person)
                || state.approvals().concern(person);
        return concerned && !state.erased().isAlready(person, state.version())
                ? Decision.accepted(new PersonalDataErased(person, requester, said, state.status()))
                : Decision.accepted();
    }
}
