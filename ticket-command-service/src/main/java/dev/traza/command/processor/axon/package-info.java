/**
 * The only place that knows Axon's machinery. Its storage engine is an internal interface that changes in 5.3, so what
 * has to follow is small and here.
 */
@NullMarked
package dev.traza.command.processor.axon;

import org.jspecify.annotations.NullMarked;
