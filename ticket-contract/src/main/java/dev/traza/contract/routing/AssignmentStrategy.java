package dev.traza.contract.routing;

/** How a team's tickets find an agent. */
public enum AssignmentStrategy {
    /** Agents pull from the queue. */
    MANUAL,
    /** The available agent with the least weighted open tickets; ties are random but reproducible. */
    LEAST_LOADED
}
