/** The running service seen from outside: over HTTP, with a real Kafka. */
@NullMarked
package dev.traza.command.api;

import org.jspecify.annotations.NullMarked;
