/** Black-box tests of the whole stack. */
@NullMarked
package dev.traza.system;

import org.jspecify.annotations.NullMarked;
