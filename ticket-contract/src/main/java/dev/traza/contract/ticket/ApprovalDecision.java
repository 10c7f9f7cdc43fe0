package dev.traza.contract.ticket;

/** What an approver says. */
public enum ApprovalDecision {
    APPROVE,
    DENY
}
