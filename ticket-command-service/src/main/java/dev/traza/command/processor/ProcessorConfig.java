package dev.traza.command.processor;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;

/** How commands are processed. The reason for each value that was measured stands in {@link StreamsSettings}. */
@ConfigMapping(prefix = "traza.command.processor")
public interface ProcessorConfig {

    /** Name of the Streams application and its group; the same on all instances, and fixed for life: stores and their changelogs are named after it. */
    @WithDefault("ticket-command-processor")
    String applicationId();

    /** Folder of the local stores; one for each instance. It may be lost: the stores are then rebuilt from Kafka. */
    @WithDefault(".traza/ticket-command-service")
    Path stateDir();

    /** Threads that decide; each has a transaction of its own, and fewer transactions with more in them are quicker. */
    @WithDefault("1")
    int threads();

    /** How long after the end of a transaction commands are gathered for the next one; one that comes later waits for nothing. */
    @WithDefault("20ms")
    Duration gather();

    /** Longest time that commands are gathered into one transaction while ever more of them come. */
    @WithDefault("60ms")
    Duration commitInterval();

    /** After how long the broker gives up the transaction of an instance that was killed. */
    @WithDefault("5s")
    Duration transactionTimeout();

    /** Copies of each store on other instances, which take over without restoring; needs that many more instances. */
    @WithDefault("1")
    int standbyReplicas();

    /** How long the answer to a command is kept for repeats of the same command id. */
    @WithDefault("7d")
    Duration answerRetention();

    /** Largest value of a command; what is larger is refused, because its events might not fit into a Kafka record. */
    @WithDefault("900K")
    MemorySize maxCommandSize();

    /** Memory of all RocksDB stores of this instance together, for reading and writing. */
    @WithDefault("64M")
    @WithName("store-memory")
    MemorySize storeMemory();

    /** How often within {@link #failureWindow} a stream thread is replaced after a failure, before the instance gives up. */
    @WithDefault("5")
    int maxFailures();

    /** The time in which {@link #maxFailures} are counted. */
    @WithDefault("5m")
    Duration failureWindow();

    /** How long a stopping instance waits for the commands in hand. */
    @WithDefault("10s")
    Duration closeTimeout();

    /** When closed tickets leave the store. */
    Archive archive();

    /** Rehearsal before the first command, without which it and the next thousands take ten times as long. */
    WarmUp warmUp();

    /** How tickets that have been closed for long leave the store; their events stay on the log. */
    interface Archive {

        /** How long a ticket stays after it was closed. */
        @WithDefault("180d")
        Duration after();

        /** How often each partition is looked through. */
        @WithDefault("1m")
        Duration every();

        /** How many tickets of a partition leave at a time; they share a transaction with the commands of that moment. */
        @WithDefault("100")
        int batch();
    }

    /** Bounds of the rehearsal; whichever is reached first ends it. */
    interface WarmUp {

        /** Tickets to live through from opening to closing. */
        @WithDefault("3000")
        int tickets();

        /** Longest time. */
        @WithDefault("3s")
        Duration limit();
    }
}
