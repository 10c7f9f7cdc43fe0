package dev.traza.notification.channel;

import dev.traza.notification.ledger.Delivery;
import dev.traza.notification.rule.Purpose;
import dev.traza.notification.rule.Recipient;
import dev.traza.notification.ticket.TicketContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How our mails and the replies to them are recognised.
 *
 * @param domain right side of our Message-IDs
 */
public record MailIdentity(String domain) {

    /** The Message-ID of a message: the same at every attempt of one round; another one when a person has it sent again. */
    public String messageId(UUID deliveryId, int round) {
        return round == 0 ? "<%s@%s>".formatted(deliveryId, domain) : "<%s.%d@%s>".formatted(deliveryId, round, domain);
    }

    /** The Message-ID of the mail that all others about the ticket refer to; absent for that mail itself. */
    public @Nullable String threadOf(Delivery delivery, TicketContext ticket) {
        UUID first = Delivery.idOf(
                ticket.openedBy(), new Recipient.Requester(ticket.requester().id()), Purpose.ACKNOWLEDGEMENT);
        return first.equals(delivery.id()) ? null : messageId(first, 0);
    }
}
