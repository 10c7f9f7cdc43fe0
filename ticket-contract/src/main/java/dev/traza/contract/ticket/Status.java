package dev.traza.contract.ticket;

/** Where a ticket stands in its life. {@link #CLOSED} is final. */
public enum Status {
    /** Opened, nobody has touched it. */
    NEW,
    /** Someone is working on it. */
    OPEN,
    /** Waits for an answer of the requester. */
    PENDING,
    /** Waits for a third party, a date or an approval. */
    ON_HOLD,
    /** Solved, as support sees it; can be reopened. */
    RESOLVED,
    /** Done for good; a later contact opens a follow-up ticket. */
    CLOSED
}
