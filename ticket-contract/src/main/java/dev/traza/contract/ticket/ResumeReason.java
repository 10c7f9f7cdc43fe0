package dev.traza.contract.ticket;

/** Why a waiting ticket went on. */
public enum ResumeReason {
    /** An agent said so, or what it waited for was decided. */
    REQUESTED,
    /** The requester answered. */
    REQUESTER_REPLIED,
    /** The date it was held until has come. */
    DATE_REACHED
}
