/**
 * The domain: what may happen to a ticket, and what becomes of it. It knows the contract and Axon's annotations, and
 * neither HTTP nor Kafka.
 */
@NullMarked
package dev.traza.command.ticket;

import org.jspecify.annotations.NullMarked;
