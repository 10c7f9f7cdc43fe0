package dev.traza.sla.topology;

import java.util.OptionalLong;

/** What had already happened when this instance took a partition over. */
interface Backlog {

    /** There is none: for a topology that is driven by a test. */
    Backlog NONE = partition -> OptionalLong.empty();

    /**
     * The offset of the last event that waits to be read from a partition of {@code ticket-events}; empty when all was
     * read.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka does not say in time
     */
    OptionalLong lastUnread(int partition);
}
