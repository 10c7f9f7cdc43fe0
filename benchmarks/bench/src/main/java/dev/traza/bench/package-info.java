/** {@code ./traza bench}: measures the running stack from outside, each figure beside its yardstick. */
@NullMarked
package dev.traza.bench;

import org.jspecify.annotations.NullMarked;
