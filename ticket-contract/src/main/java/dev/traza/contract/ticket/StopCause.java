package dev.traza.contract.ticket;

/** Why a procedure went no further. */
public enum StopCause {
    /** An agent wanted it so. */
    REQUESTED,
    /** One of its approvals was denied. */
    APPROVAL_DENIED,
    /** One of its approvals was not decided in time. */
    APPROVAL_EXPIRED,
    /** One of its approvals was withdrawn, which is not the same as granted. */
    APPROVAL_WITHDRAWN,
    /** One of its approvals can be asked of the requester only, who must not decide it. */
    NO_APPROVER,
    /** One of its mandatory tasks was cancelled. */
    TASK_CANCELLED,
    /** The ticket ended before it did. */
    TICKET_CLOSED
}
