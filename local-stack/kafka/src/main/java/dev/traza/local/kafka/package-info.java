/** One Apache Kafka broker and controller in one process. */
@NullMarked
package dev.traza.local.kafka;

import org.jspecify.annotations.NullMarked;
