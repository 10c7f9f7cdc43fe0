/** The node's own search index: which tickets. */
@NullMarked
package dev.traza.query.index;

import org.jspecify.annotations.NullMarked;
