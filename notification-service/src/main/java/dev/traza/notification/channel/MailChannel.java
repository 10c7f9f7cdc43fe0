package dev.traza.notification.channel;

/** Hands mails to a mail server. */
public interface MailChannel {

    /** Hands over one mail; waits for a bounded time and throws nothing that the mail server causes. */
    Handover send(OutgoingMail mail);
}
