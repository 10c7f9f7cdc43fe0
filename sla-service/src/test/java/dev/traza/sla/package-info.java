@NullMarked
package dev.traza.sla;

import org.jspecify.annotations.NullMarked;
