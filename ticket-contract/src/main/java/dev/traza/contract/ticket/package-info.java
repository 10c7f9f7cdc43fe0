/** A ticket's commands, events and values. */
@NullMarked
package dev.traza.contract.ticket;

import org.jspecify.annotations.NullMarked;
