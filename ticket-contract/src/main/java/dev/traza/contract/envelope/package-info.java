/** What travels around every command, reply and event: ids, actor, times, version; and its form as a CloudEvents 1.0 Kafka record. */
@NullMarked
package dev.traza.contract.envelope;

import org.jspecify.annotations.NullMarked;
