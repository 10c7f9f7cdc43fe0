/** Figures: what of a ticket's life counts, and the arithmetic over it. Knows neither HTTP nor a database. */
@NullMarked
package dev.traza.query.figures;

import org.jspecify.annotations.NullMarked;
