/** Tests. */
@NullMarked
package dev.traza.routing.assignment;

import org.jspecify.annotations.NullMarked;
