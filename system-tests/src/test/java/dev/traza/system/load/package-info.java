/** The load is what it says, and keeps an honest record. */
@NullMarked
package dev.traza.system.load;

import org.jspecify.annotations.NullMarked;
