package dev.traza.system.history;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.TicketEvent;
import java.util.UUID;
import java.util.stream.Stream;

/** A file that an event of a ticket names. */
public record NamedFile(UUID ticketId, Attachment attachment) {

    /** All that an event names. */
    public static Stream<NamedFile> of(EventEnvelope<TicketEvent> envelope) {
        Stream<Attachment> named =
                switch (envelope.event()) {
                    case TicketEvent.TicketOpened opened -> opened.attached().stream();
                    case TicketEvent.CommentAdded comment -> comment.attached().stream();
                    case TicketEvent _ -> Stream.empty();
                };
        return named.map(attachment -> new NamedFile(envelope.ticketId(), attachment));
    }
}
