/** Which team and which agent get a ticket, and why the others do not. Pure. */
@NullMarked
package dev.traza.routing.assignment;

import org.jspecify.annotations.NullMarked;
