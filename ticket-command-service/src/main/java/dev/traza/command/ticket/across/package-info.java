/**
 * What a decision about one ticket means for others. Pure functions again: they say which steps follow, and the processor
 * puts those on record together with the decision, so that nothing can come between.
 */
@NullMarked
package dev.traza.command.ticket.across;

import org.jspecify.annotations.NullMarked;
