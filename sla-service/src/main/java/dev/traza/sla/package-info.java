/** Service-level clocks of tickets: policies and calendars in, warnings and breaches out. */
@NullMarked
package dev.traza.sla;

import org.jspecify.annotations.NullMarked;
