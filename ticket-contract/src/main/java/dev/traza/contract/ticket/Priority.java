package dev.traza.contract.ticket;

/** In what order tickets deserve attention, lowest first; by default from impact × urgency. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    CRITICAL
}
