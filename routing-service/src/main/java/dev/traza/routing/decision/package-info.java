/** A decision as it leaves: one command and one explanation, both derived from the event that caused them. */
@NullMarked
package dev.traza.routing.decision;

import org.jspecify.annotations.NullMarked;
