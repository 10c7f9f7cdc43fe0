/** Tests of routing. */
@NullMarked
package dev.traza.routing;

import org.jspecify.annotations.NullMarked;
