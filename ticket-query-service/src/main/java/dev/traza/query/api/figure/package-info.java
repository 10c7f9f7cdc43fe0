/** Figures: which there are, and what they come to. */
@NullMarked
package dev.traza.query.api.figure;

import org.jspecify.annotations.NullMarked;
