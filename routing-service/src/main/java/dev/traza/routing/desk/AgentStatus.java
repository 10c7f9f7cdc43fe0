package dev.traza.routing.desk;

/** Whether an agent can be given work at present. */
public enum AgentStatus {
    AVAILABLE,
    /** At work, but not to be given more. Keeps what is theirs, also when it is reopened. */
    BUSY,
    /** Not at work. */
    AWAY
}
