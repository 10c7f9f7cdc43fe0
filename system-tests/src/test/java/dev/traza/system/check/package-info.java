/** The checker is right about right histories and about wrong ones. */
@NullMarked
package dev.traza.system.check;

import org.jspecify.annotations.NullMarked;
