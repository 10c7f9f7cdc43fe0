package dev.traza.query.view;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.personal.Erasing;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.ticket.TicketEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes from a view what an erasure takes from the events that the view was made of: it is then the same as if these had
 * been read with their keys destroyed. So the fold needs no events but the one at hand here too, a read model that keeps
 * none can follow, and what was erased already may be erased again.
 */
final class Erasure {

    private Erasure() {}

    /** The ticket without what was said in a comment. */
    static Ticket from(Ticket ticket, TicketEvent.CommentRedacted redacted, EventEnvelope<TicketEvent> envelope) {
        return noted(without(ticket, redacted, envelope.occurredAt()), List.of(redacted.commentId()));
    }

    /** The ticket without what a person said, and what was known of them. */
    static Ticket from(Ticket ticket, TicketEvent.PersonalDataErased erased, EventEnvelope<TicketEvent> envelope) {
        Ticket without = noted(without(ticket, erased, envelope.occurredAt()), erased.commentIds());
        return erased.requester()
                ? without.withErased(
                        new Ticket.Erased(without.erased().comments(), envelope.sequence(), envelope.occurredAt()))
                : without;
    }

    /**
     * A ticket as it was, saying what was erased since. Its texts are gone already, as its events were read without them.
     */
    static Ticket asIn(Ticket present, Ticket past) {
        Map<UUID, Instant> goneFiles = present.conversation().attachments().stream()
                .filter(attached -> attached.erasedAt() != null)
                .collect(Collectors.toMap(
                        attached -> attached.attachment().attachmentId(),
                        attached -> Objects.requireNonNull(attached.erasedAt()),
                        (one, other) -> one));
        return past.withErased(present.erased())
                .withConversation(past.conversation()
                        .withAttachments(past.conversation().attachments().stream()
                                .map(attached -> {
                                    Instant gone =
                                            goneFiles.get(attached.attachment().attachmentId());
                                    return gone == null ? attached : attached.erased(gone);
                                })
                                .toList()));
    }

    private static Ticket without(Ticket ticket, Erasing erasing, Instant at) {
        Ticket without = MessageCatalogue.erased(ticket, erasing::erases);
        boolean ofTicket = erasing.erases(new Scope.OfTicket());
        Ticket.Into into = without.merging().into();
        return without.with(after -> after.outcome(ofTicket ? without(ticket.outcome()) : ticket.outcome())
                .merging(
                        into == null || !ofTicket
                                ? without.merging()
                                : without.merging()
                                        .withInto(new Ticket.Into(
                                                into.ticketId(), into.number(), without(into.before()))))
                .conversation(without.conversation()
                        .withAttachments(without.conversation().attachments().stream()
                                .map(attached -> erasing.erases(attached.scope()) ? attached.erased(at) : attached)
                                .toList())));
    }

    private static Ticket.Outcome without(Ticket.Outcome outcome) {
        return outcome.text() == null ? outcome : outcome.withText(Personal.ERASED);
    }

    private static Ticket noted(Ticket ticket, List<UUID> comments) {
        Ticket.Erased before = ticket.erased();
        return ticket.withErased(new Ticket.Erased(
                Stream.concat(before.comments().stream(), comments.stream())
                        .distinct()
                        .toList(),
                before.upTo(),
                before.at()));
    }
}
