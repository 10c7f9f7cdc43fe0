package dev.traza.contract.ticket;

/** What kind of matter a ticket is, in the terms of ITIL. */
public enum TicketType {
    INCIDENT,
    SERVICE_REQUEST,
    PROBLEM,
    CHANGE
}
