/** Tickets found by what somebody has begun to write: suggestions, similar ones, duplicates of a draft. */
@NullMarked
package dev.traza.query.api.search;

import org.jspecify.annotations.NullMarked;
