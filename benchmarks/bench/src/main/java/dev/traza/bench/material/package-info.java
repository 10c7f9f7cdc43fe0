/** Who asks for what, in Spanish and English: the same seed says the same. */
@NullMarked
package dev.traza.bench.material;

import org.jspecify.annotations.NullMarked;
