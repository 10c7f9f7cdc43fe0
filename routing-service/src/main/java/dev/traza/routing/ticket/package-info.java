/** What routing knows of a ticket and still owes it: a fold of the ticket's events. Pure. */
@NullMarked
package dev.traza.routing.ticket;

import org.jspecify.annotations.NullMarked;
