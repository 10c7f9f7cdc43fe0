/** The stack that is measured, what is behind it, and what it is compared with. */
@NullMarked
package dev.traza.bench.stack;

import org.jspecify.annotations.NullMarked;
