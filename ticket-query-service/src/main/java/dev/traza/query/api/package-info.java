/** REST reads. */
@NullMarked
package dev.traza.query.api;

import org.jspecify.annotations.NullMarked;
