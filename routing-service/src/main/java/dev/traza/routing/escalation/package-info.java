/** What a missed target leads to. Pure. */
@NullMarked
package dev.traza.routing.escalation;

import org.jspecify.annotations.NullMarked;
