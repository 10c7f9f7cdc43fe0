/** Working time: which instants count, and the exact arithmetic on them. Knows dates and zones, and nothing else. */
@NullMarked
package dev.traza.sla.calendar;

import org.jspecify.annotations.NullMarked;
