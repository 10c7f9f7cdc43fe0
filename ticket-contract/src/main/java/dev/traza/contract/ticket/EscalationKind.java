package dev.traza.contract.ticket;

/** The direction of an escalation. */
public enum EscalationKind {
    /** To people who know more: a higher support level or another team. */
    FUNCTIONAL,
    /** To people who decide: the supervisor. */
    HIERARCHICAL
}
