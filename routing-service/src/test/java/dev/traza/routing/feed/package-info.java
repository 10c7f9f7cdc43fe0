/** Tests. */
@NullMarked
package dev.traza.routing.feed;

import org.jspecify.annotations.NullMarked;
