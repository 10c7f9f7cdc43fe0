package dev.traza.contract.envelope;

/** Why a command was refused. The names are public: they appear as {@code code} in problem documents. */
public enum RejectionCode {
    /** There is no such ticket, or none that the actor may know of. */
    TICKET_NOT_FOUND,
    /** The id of a new ticket is taken. */
    TICKET_EXISTS,
    /** The service catalog has no such item. */
    ITEM_NOT_FOUND,
    /** The actor may not do this. */
    NOT_PERMITTED,
    /** The ticket's status does not allow it; the rejection says what is possible. */
    TRANSITION_NOT_ALLOWED,
    /** The ticket is closed for good; open a follow-up ticket that points to it. */
    TICKET_CLOSED,
    /** The ticket was closed so long ago that nothing is decided about it any more; open a follow-up ticket. */
    TICKET_ARCHIVED,
    /** Somebody else has the ticket. */
    ALREADY_ASSIGNED,
    /** The ticket is not at the expected version. */
    VERSION_MISMATCH,
    /** The command id was used before for another content. */
    COMMAND_ID_REUSED,
    /** A rule of the domain forbids it. */
    RULE_VIOLATED,
    /** The command could not be read or handled; it was set aside with its cause in the log. */
    COMMAND_UNREADABLE
}
