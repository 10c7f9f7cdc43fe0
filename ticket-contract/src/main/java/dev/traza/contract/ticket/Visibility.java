package dev.traza.contract.ticket;

/** Who may read a comment. */
public enum Visibility {
    /** The requester and everybody who may read the ticket. */
    PUBLIC,
    /** Agents, supervisors and administrators only. */
    INTERNAL
}
