/** Who is in which team, as routing publishes it: for questions about one's own teams. */
@NullMarked
package dev.traza.query.directory;

import org.jspecify.annotations.NullMarked;
