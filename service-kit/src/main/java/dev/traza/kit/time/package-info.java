/** The clock. */
@NullMarked
package dev.traza.kit.time;

import org.jspecify.annotations.NullMarked;
