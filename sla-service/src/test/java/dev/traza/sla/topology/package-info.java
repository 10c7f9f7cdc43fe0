@NullMarked
package dev.traza.sla.topology;

import org.jspecify.annotations.NullMarked;
