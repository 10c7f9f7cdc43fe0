package dev.traza.query.view;

/** The logs that speak of a ticket, in the order in which they are told when they are equally old. */
public enum Source {
    TICKET,
    ROUTING,
    SLA
}
