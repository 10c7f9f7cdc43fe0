package dev.traza.routing.feed;

import dev.traza.routing.assignment.Choice;
import dev.traza.routing.assignment.Target;
import dev.traza.routing.decision.Cause;
import dev.traza.routing.escalation.Escalating;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Figures about decisions. */
@Singleton
public class RoutingMetrics {

    private final MeterRegistry registry;

    /** Registered here. */
    @Inject
    public RoutingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void assigned(Target target, Choice choice) {
        registry.counter(
                        "traza.routing.assignments",
                        "rule",
                        target.ruleId(),
                        "team",
                        target.team().id(),
                        "outcome",
                        choice.agentId() == null ? "queue" : "agent")
                .increment();
        registry.summary("traza.routing.candidates").record(choice.candidates().size());
    }

    void escalated(Escalating.Step step) {
        registry.counter("traza.routing.escalations", "kind", step.kind().name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void sent(Cause cause, Instant now) {
        Duration taken = Duration.between(cause.recordedAt(), now);
        registry.timer("traza.routing.event.to.command").record(taken.isNegative() ? Duration.ZERO : taken);
    }

    void sentAgain() {
        registry.counter("traza.routing.sent.again").increment();
    }

    void gaveUp(String what) {
        registry.counter("traza.routing.gave.up", "what", what).increment();
    }

    void unreadable(String topic) {
        registry.counter("traza.routing.unreadable", "topic", topic).increment();
    }
}
