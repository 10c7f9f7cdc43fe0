/** Lets a reader wait until the read models hold what the reader has already seen. */
@NullMarked
package dev.traza.query.consistency;

import org.jspecify.annotations.NullMarked;
