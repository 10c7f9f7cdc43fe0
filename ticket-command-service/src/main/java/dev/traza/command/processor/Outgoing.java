package dev.traza.command.processor;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A record's value together with the partition it belongs to. The partition is a decision of the processor: an event
 * goes where its ticket lives, an answer where its sender listens.
 */
record Outgoing(int partition, byte[] value) {

    static final Serializer<Outgoing> SERIALIZER = (topic, outgoing) -> outgoing.value();

    static final StreamPartitioner<String, Outgoing> PARTITIONER =
            (topic, key, outgoing, partitions) -> Optional.of(Set.of(outgoing.partition()));
}
