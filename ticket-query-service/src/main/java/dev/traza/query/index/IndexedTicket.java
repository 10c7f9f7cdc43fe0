package dev.traza.query.index;

import dev.traza.contract.personal.Erasing;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.personal.Scoped;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.TicketView;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * All that the index has to know of a ticket to index it anew: its view and what can be searched in its conversation.
 *
 * @param conversation the newest comments, oldest first
 */
record IndexedTicket(TicketView view, List<Said> conversation) {

    IndexedTicket {
        conversation = conversation == null ? List.of() : List.copyOf(conversation);
    }

    /** One comment. */
    record Said(UUID commentId, Visibility visibility, String body) implements Scoped {
        @Override
        public Scope scope() {
            return new Scope.OfComment(commentId);
        }
    }

    static IndexedTicket nothingYet(UUID ticketId) {
        return new IndexedTicket(TicketView.nothingYet(ticketId), List.of());
    }

    /** The ticket after an event that its view has taken in. */
    IndexedTicket after(LoggedEvent event, TicketView newView, int longestConversation) {
        return event instanceof LoggedEvent.OfTicket(var envelope)
                ? new IndexedTicket(newView, after(envelope.event(), longestConversation))
                : new IndexedTicket(newView, conversation);
    }

    private List<Said> after(TicketEvent event, int longestConversation) {
        if (event instanceof Erasing erasing) {
            return conversation.stream()
                    .filter(one -> !erasing.erases(one.scope()))
                    .toList();
        }
        return event instanceof TicketEvent.CommentAdded comment ? after(comment, longestConversation) : conversation;
    }

    private List<Said> after(TicketEvent.CommentAdded comment, int longestConversation) {
        List<Said> said = new ArrayList<>(conversation);
        said.add(new Said(comment.commentId(), comment.visibility(), comment.body()));
        long characters = said.stream().mapToLong(one -> one.body().length()).sum();
        while (said.size() > 1 && characters > longestConversation) {
            characters -= said.removeFirst().body().length();
        }
        return said;
    }

    List<String> said(Visibility visibility) {
        return conversation.stream()
                .filter(one -> one.visibility() == visibility)
                .map(Said::body)
                .toList();
    }
}
