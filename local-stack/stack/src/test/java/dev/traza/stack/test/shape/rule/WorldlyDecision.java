package dev.traza.stack.test.shape.rule;

import dev.traza.stack.test.shape.store.Shelf;
import org.apache.kafka.common.TopicPartition;

/** A part of the domain that knows Kafka, and what comes before it. */
public record WorldlyDecision(TopicPartition partition, Shelf shelf) {}
