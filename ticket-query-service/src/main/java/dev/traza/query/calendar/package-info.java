/** Calendars of working time as they are now, for figures that are measured in it. */
@NullMarked
package dev.traza.query.calendar;

import org.jspecify.annotations.NullMarked;
