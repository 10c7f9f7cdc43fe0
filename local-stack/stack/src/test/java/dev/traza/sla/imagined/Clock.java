package dev.traza.sla.imagined;

/** Another service's own affair. */
public record Clock(long seconds) {}
