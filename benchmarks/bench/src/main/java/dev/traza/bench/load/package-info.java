/** Load that keeps its own time, whatever is answered, and how it went. */
@NullMarked
package dev.traza.bench.load;

import org.jspecify.annotations.NullMarked;
