/** Stands for another service, for ArchitectureRulesTest. */
@NullMarked
package dev.traza.sla.imagined;

import org.jspecify.annotations.NullMarked;
