/** A command out, its answer in: over Kafka, without a thread that waits. */
@NullMarked
package dev.traza.command.gateway;

import org.jspecify.annotations.NullMarked;
