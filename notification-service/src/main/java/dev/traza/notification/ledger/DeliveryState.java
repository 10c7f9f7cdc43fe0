package dev.traza.notification.ledger;

/** How far a message has come. */
public enum DeliveryState {
    /** On record, not tried yet. */
    QUEUED,
    /** Being handed to the mail server; after a crash at this point it is tried again. */
    SENDING,
    /** The mail server has taken it. */
    SENT,
    /** The last attempt failed; another one is planned. */
    FAILED,
    /** Given up; a person may have it sent again. */
    DEAD,
    /** Not sent on purpose, for the reason that stands with it. */
    SUPPRESSED;

    /** Whether nothing more happens unless a person asks for it. */
    public boolean isFinal() {
        return this == SENT || this == DEAD || this == SUPPRESSED;
    }
}
