/** The HTTP surface. */
@NullMarked
package dev.traza.routing.api;

import org.jspecify.annotations.NullMarked;
