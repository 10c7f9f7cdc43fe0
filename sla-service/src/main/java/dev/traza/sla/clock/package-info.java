/**
 * The clocks of a ticket as a fold over its events: what runs, what stands still, what is due when. Pure: the same
 * events, policies and times give the same result.
 */
@NullMarked
package dev.traza.sla.clock;

import org.jspecify.annotations.NullMarked;
