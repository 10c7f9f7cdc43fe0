package dev.traza.contract.ticket;

/** The way by which a contact reached support. */
public enum Channel {
    EMAIL,
    PORTAL,
    PHONE,
    CHAT,
    WALK_IN,
    API,
    MONITORING
}
