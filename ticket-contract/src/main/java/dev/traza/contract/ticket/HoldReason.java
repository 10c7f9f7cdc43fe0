package dev.traza.contract.ticket;

/** What a ticket on hold waits for. */
public enum HoldReason {
    THIRD_PARTY,
    DATE,
    APPROVAL
}
