/** One trace id from the HTTP request through Kafka to the last consumer's log line. */
@NullMarked
package dev.traza.kit.trace;

import org.jspecify.annotations.NullMarked;
