package dev.traza.sla;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of this service; all have a default that suits one machine. */
@ConfigMapping(prefix = "traza.sla")
public interface SlaConfig {

    /** The stream processor that keeps the clocks. */
    Streams streams();

    /** When due times are looked at. */
    Timers timers();

    /** Reading and writing policies. */
    Policies policies();

    /** The stream processor that keeps the clocks. */
    interface Streams {

        /** Names the clocks' state among all instances; another name forgets every running clock. */
        @WithDefault("sla-service-clocks")
        String applicationId();

        /** Where the local copy of the state lives; each instance needs a folder of its own. */
        @WithDefault("${traza.state.dir:.traza/state/sla-service}")
        Path stateDir();

        /** Threads that share the partitions. */
        @WithDefault("1")
        @Min(1)
        int threads();

        /**
         * How often work is committed. A transaction costs about 5 ms whatever it holds, so shorter costs throughput; longer
         * delays every event by as much.
         */
        @WithDefault("100ms")
        Duration commitInterval();

        /**
         * How long an instance that died, and did not come back, can hold up readers of what it was writing. Much shorter, and
         * a machine that is merely overloaded loses its work in hand again and again (seen at 3 s).
         */
        @WithDefault("10s")
        Duration transactionTimeout();

        /** How long a stop waits for work in hand. */
        @WithDefault("8s")
        Duration closeTimeout();

        /** How often a failed thread is replaced within {@link #replacementWindow()} before the service gives up. */
        @WithDefault("30")
        int threadReplacements();

        /** See {@link #threadReplacements()}. */
        @WithDefault("10m")
        Duration replacementWindow();

        /** Memory for reading state, shared by all partitions. */
        @WithDefault("16M")
        MemorySize blockCache();

        /** Memory for state not yet on disk, shared by all partitions. */
        @WithDefault("16M")
        MemorySize writeBuffers();
    }

    /** When due times are looked at. */
    interface Timers {

        /** How often; a timer fires at most this late, plus a commit interval. */
        @WithDefault("500ms")
        Duration interval();

        /** Due times handled in one go for each partition; more wait for the next. */
        @WithDefault("1000")
        @Min(1)
        int batch();

        /** Tickets of each partition measured anew in one go after a change of policies. */
        @WithDefault("500")
        @Min(1)
        int sweepBatch();

        /**
         * After a start, timers wait until the events that came meanwhile are read, so that an outage breaches nothing that
         * was answered in time; but no longer than this without any event.
         */
        @WithDefault("60s")
        Duration backlogPatience();
    }

    /** Reading and writing policies. */
    interface Policies {

        /** How long a change may take to be written, and then to come back through the log. */
        @WithDefault("5s")
        Duration writeTimeout();

        /** Policies and calendars together. */
        @WithDefault("500")
        @Max(10_000)
        int most();
    }
}
