package dev.traza.command.processor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** What the processor's state means for whoever sends requests here or restarts this instance. */
@ApplicationScoped
public class ProcessorHealth {

    private final CommandProcessor processor;
    private final AtomicBoolean wasRunning = new AtomicBoolean();

    ProcessorHealth(CommandProcessor processor) {
        this.processor = processor;
    }

    /**
     * Ready once the stores were restored for the first time. Later, while partitions move between instances, this one
     * goes on taking commands: they wait on the log for whoever gets the partition, and taking all instances out of
     * service whenever one joins would be an outage of its own.
     */
    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck ready() {
        return () -> {
            KafkaStreams.State state = processor.state();
            if (state == KafkaStreams.State.RUNNING) {
                wasRunning.set(true);
            }
            return answer(state, state.isRunningOrRebalancing() && wasRunning.get());
        };
    }

    /** Alive unless the processor has given up; then only a new instance helps. */
    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck alive() {
        return () -> {
            KafkaStreams.State state = processor.state();
            return answer(state, state != KafkaStreams.State.ERROR && state != KafkaStreams.State.PENDING_ERROR);
        };
    }

    private static HealthCheckResponse answer(KafkaStreams.State state, boolean up) {
        return HealthCheckResponse.named("processor")
                .withData("state", state.name())
                .status(up)
                .build();
    }
}
