/** The policies' way to the log and back: one compacted topic that every instance reads as a whole. */
@NullMarked
package dev.traza.sla.book;

import org.jspecify.annotations.NullMarked;
