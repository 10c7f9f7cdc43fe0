/** Where in the log a projection is, and what went through it: the words that all projections share. */
@NullMarked
package dev.traza.query.log;

import org.jspecify.annotations.NullMarked;
