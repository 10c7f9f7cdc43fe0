/** Holds a history against what Traza promises. */
@NullMarked
package dev.traza.system.check;

import org.jspecify.annotations.NullMarked;
