/** One ticket: as it is and as it was, its timeline, its files, and the difference between two versions. */
@NullMarked
package dev.traza.query.api.ticket;

import org.jspecify.annotations.NullMarked;
