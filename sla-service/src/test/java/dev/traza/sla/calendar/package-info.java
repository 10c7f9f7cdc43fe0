@NullMarked
package dev.traza.sla.calendar;

import org.jspecify.annotations.NullMarked;
