/** The compiler of TypeScript, held against the generated clients. */
@NullMarked
package dev.traza.typescript;

import org.jspecify.annotations.NullMarked;
