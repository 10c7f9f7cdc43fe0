@NullMarked
package dev.traza.sla.clock;

import org.jspecify.annotations.NullMarked;
