/** Tests. */
@NullMarked
package dev.traza.routing.rule;

import org.jspecify.annotations.NullMarked;
