package dev.traza.contract.ticket;

/** How much of the organisation is affected. */
public enum Impact {
    LOW,
    MEDIUM,
    HIGH
}
