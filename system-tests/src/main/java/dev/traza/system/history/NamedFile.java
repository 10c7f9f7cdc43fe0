package dev.traza.system.history;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.TicketEvent;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A file that an event of a ticket names.
 *
 * @param scope with which texts it is erased
 */
public record NamedFile(UUID ticketId, Scope scope, Attachment attachment) {

    /** All that an event names. */
    public static Stream<NamedFile> of(EventEnvelope<TicketEvent> envelope) {
        return switch (envelope.event()) {
            case TicketEvent.TicketOpened opened -> named(envelope, new Scope.OfTicket(), opened.attached());
            case TicketEvent.CommentAdded comment -> named(envelope, comment.scope(), comment.attached());
            case TicketEvent _ -> Stream.empty();
        };
    }

    private static Stream<NamedFile> named(
            EventEnvelope<TicketEvent> envelope, Scope scope, List<Attachment> attachments) {
        return attachments.stream().map(attachment -> new NamedFile(envelope.ticketId(), scope, attachment));
    }
}
