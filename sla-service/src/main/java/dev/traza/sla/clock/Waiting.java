package dev.traza.sla.clock;

import java.time.Instant;
import java.util.UUID;

/**
 * A ticket in a status that ends by itself.
 *
 * @param since when it began
 * @param until when it ends; for a resolved ticket the same as {@code since}, because the policy says how long
 * @param setBy the event that began it
 * @param version the ticket's version at that event
 */
public record Waiting(Instant since, Instant until, UUID setBy, long version) {}
