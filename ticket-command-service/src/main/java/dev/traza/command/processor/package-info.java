/**
 * The one writer of each ticket: reads commands in order, decides them on the ticket's own history, and writes events,
 * stores and answer in one Kafka transaction.
 */
@NullMarked
package dev.traza.command.processor;

import org.jspecify.annotations.NullMarked;
