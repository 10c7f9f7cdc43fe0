/** Tests. */
@NullMarked
package dev.traza.routing.escalation;

import org.jspecify.annotations.NullMarked;
