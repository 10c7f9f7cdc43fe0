/** The stream processor around the clocks: ticket events and time in, service-level events and commands out. */
@NullMarked
package dev.traza.sla.topology;

import org.jspecify.annotations.NullMarked;
