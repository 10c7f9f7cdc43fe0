/**
 * The published language of Traza: what can be asked of a ticket, what can happen to it, and the topics on which both
 * are said. Whoever reads {@link dev.traza.contract.ticket.TicketCommand} and
 * {@link dev.traza.contract.ticket.TicketEvent} knows the system.
 */
@NullMarked
package dev.traza.contract;

import org.jspecify.annotations.NullMarked;
