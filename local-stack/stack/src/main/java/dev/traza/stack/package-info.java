/** The whole of Traza on one machine: its parts, their ports and their folder. */
@NullMarked
package dev.traza.stack;

import org.jspecify.annotations.NullMarked;
