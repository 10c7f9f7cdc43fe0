/** Operations across tickets, played through in memory. */
@NullMarked
package dev.traza.command.ticket.across;

import org.jspecify.annotations.NullMarked;
