package dev.traza.sla.topology;

import dev.traza.sla.book.CurrentBook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the policies are read and the clocks run; alive unless they have given up. */
@ApplicationScoped
public class SlaHealth {

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck ready(SlaStreams streams, CurrentBook book) {
        return () -> {
            KafkaStreams.State state = streams.state();
            return HealthCheckResponse.named("clocks")
                    .status(state == KafkaStreams.State.RUNNING)
                    .withData("state", state.name())
                    .withData("policies", book.book().policies().size())
                    .build();
        };
    }

    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck alive(SlaStreams streams) {
        return () -> HealthCheckResponse.named("clocks")
                .status(
                        switch (streams.state()) {
                            case CREATED, REBALANCING, RUNNING -> true;
                            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
                        })
                .build();
    }
}
