package dev.traza.contract.ticket;

/** What a step of a procedure is. */
public enum StepKind {
    /** A piece of work for a team. */
    TASK,
    /** A question to some people. */
    APPROVAL
}
