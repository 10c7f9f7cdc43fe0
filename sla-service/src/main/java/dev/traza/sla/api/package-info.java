/** Policies and calendars over HTTP. */
@NullMarked
package dev.traza.sla.api;

import org.jspecify.annotations.NullMarked;
