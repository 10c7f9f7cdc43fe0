/** The small organisation that a fresh stack begins with. */
@NullMarked
package dev.traza.stack.organisation;

import org.jspecify.annotations.NullMarked;
