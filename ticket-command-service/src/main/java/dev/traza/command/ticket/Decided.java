package dev.traza.command.ticket;

import org.jspecify.annotations.Nullable;

/**
 * A decision and the state it was made on.
 *
 * @param before absent when there was no such ticket
 */
public record Decided(Decision decision, @Nullable TicketState before) {}
