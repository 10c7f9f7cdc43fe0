/** Lucene indexes that are made from the log, as this node keeps them in files. */
@NullMarked
package dev.traza.query.lucene;

import org.jspecify.annotations.NullMarked;
