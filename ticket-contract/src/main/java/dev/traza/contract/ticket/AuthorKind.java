package dev.traza.contract.ticket;

/** On which side of the desk the author of a comment stands. */
public enum AuthorKind {
    REQUESTER,
    AGENT,
    SYSTEM
}
