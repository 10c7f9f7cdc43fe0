package dev.traza.contract.ticket;

/** How soon it hurts. */
public enum Urgency {
    LOW,
    MEDIUM,
    HIGH
}
