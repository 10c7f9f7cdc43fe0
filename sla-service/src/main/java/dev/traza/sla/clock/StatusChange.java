package dev.traza.sla.clock;

import dev.traza.contract.ticket.Status;
import java.time.Instant;

/** From when a ticket had a status. */
public record StatusChange(Instant at, Status status) {}
