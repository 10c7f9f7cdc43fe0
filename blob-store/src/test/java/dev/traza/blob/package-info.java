/** Both stores keep the same promises. */
@NullMarked
package dev.traza.blob;

import org.jspecify.annotations.NullMarked;
