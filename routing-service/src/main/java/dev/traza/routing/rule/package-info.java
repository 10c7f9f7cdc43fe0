/** Ordered, versioned rules that say where a ticket belongs. Pure. */
@NullMarked
package dev.traza.routing.rule;

import org.jspecify.annotations.NullMarked;
