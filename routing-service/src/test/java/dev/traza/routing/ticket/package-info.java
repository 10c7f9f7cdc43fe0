/** Tests. */
@NullMarked
package dev.traza.routing.ticket;

import org.jspecify.annotations.NullMarked;
