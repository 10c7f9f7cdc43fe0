package dev.traza.command.processor;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/**
 * Keeps the figures of Streams to those of its threads and clients. Those of each store, task and node, for each
 * partition, are thousands of series, and what they would tell is told by the changelogs and the processor's own figures.
 */
public class FewerSeries {

    @Produces
    @Singleton
    MeterFilter noneForEachPartition() {
        return MeterFilter.deny(id -> Stream.of("state", "task", "processor.node", "record.cache", "topic")
                .anyMatch(part -> id.getName().startsWith("kafka.stream." + part)));
    }
}
