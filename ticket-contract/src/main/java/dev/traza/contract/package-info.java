/** The published language of Traza. */
@NullMarked
package dev.traza.contract;

import org.jspecify.annotations.NullMarked;
