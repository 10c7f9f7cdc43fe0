/** Whole lists as files. */
@NullMarked
package dev.traza.query.api.export;

import org.jspecify.annotations.NullMarked;
