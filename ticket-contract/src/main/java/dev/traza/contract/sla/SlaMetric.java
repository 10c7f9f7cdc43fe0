package dev.traza.contract.sla;

/** What a service-level clock measures. */
public enum SlaMetric {
    /** From opening to the first public reply of an agent. */
    FIRST_RESPONSE,
    /** From opening (or reopening) to resolution. */
    RESOLUTION
}
