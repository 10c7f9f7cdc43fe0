package dev.traza.contract.ticket;

/** What made a ticket escalate. */
public enum EscalationCause {
    AGENT,
    SLA,
    RULE
}
