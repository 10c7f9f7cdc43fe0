package dev.traza.system.life;

/**
 * Somebody asks something of a ticket.
 *
 * @param label of the ticket
 */
public record Act(Who who, String label, Wish wish) {}
