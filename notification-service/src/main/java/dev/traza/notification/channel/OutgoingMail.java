package dev.traza.notification.channel;

import dev.traza.notification.ledger.Addressee;
import dev.traza.notification.ledger.Letter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it is handed to the mail server.
 *
 * @param messageId in angle brackets; the same at every attempt, so that a receiver can drop a double
 * @param inReplyTo Message-ID of the ticket's first mail, so that all of them stand together; absent on that one
 * @param ticketId to which a reply belongs
 */
public record OutgoingMail(String messageId, @Nullable String inReplyTo, UUID ticketId, Addressee to, Letter letter) {}
