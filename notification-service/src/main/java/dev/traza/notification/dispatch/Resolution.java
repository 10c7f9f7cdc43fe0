package dev.traza.notification.dispatch;

import dev.traza.notification.ledger.Addressee;
import dev.traza.notification.rule.Suppression;
import dev.traza.notification.ticket.TicketContext;

/** Where a message goes. */
sealed interface Resolution {

    /** To this person. */
    record To(Addressee addressee, TicketContext ticket) implements Resolution {}

    /** Something is not known yet that may come in a moment. */
    record NotYet(Suppression otherwise) implements Resolution {}

    /** To nobody. */
    record Nobody(Suppression because) implements Resolution {}
}
