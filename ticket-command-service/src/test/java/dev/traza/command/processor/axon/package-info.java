/** Axon as the processor uses it. */
@NullMarked
package dev.traza.command.processor.axon;

import org.jspecify.annotations.NullMarked;
