package dev.traza.notification.template;

import dev.traza.notification.ledger.Addressee;
import dev.traza.notification.ledger.Letter;
import dev.traza.notification.rule.Notice;
import dev.traza.notification.ticket.TicketContext;

/** Puts a notice into words. */
public interface LetterWriter {

    /** The letter in the addressee's language, or in English when Traza does not speak it. */
    Letter write(Notice notice, TicketContext ticket, Addressee to);
}
