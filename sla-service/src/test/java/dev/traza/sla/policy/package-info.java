@NullMarked
package dev.traza.sla.policy;

import org.jspecify.annotations.NullMarked;
