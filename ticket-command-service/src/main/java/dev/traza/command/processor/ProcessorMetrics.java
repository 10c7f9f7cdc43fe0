package dev.traza.command.processor;

import dev.traza.contract.envelope.CommandOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;

/** Figures of the processor: what was decided, how long it took, what had to be set aside. */
final class ProcessorMetrics {

    private final MeterRegistry registry;

    ProcessorMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * A command was decided, in this many nanoseconds without Kafka's part.
     *
     * @param outcome empty when other tickets have to be heard first
     */
    void decided(Object command, Optional<CommandOutcome> outcome, long nanos) {
        Timer.builder("traza.command.processing")
                .description("Time to decide a command, without Kafka's part")
                .tag("type", command.getClass().getSimpleName())
                .tag("outcome", outcome.map(ProcessorMetrics::name).orElse("passed-on"))
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    /** So many tickets left the store. */
    void archived(int tickets) {
        registry.counter("traza.command.archived").increment(tickets);
    }

    private static String name(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Accepted accepted -> accepted.replayed() ? "replayed" : "accepted";
            case CommandOutcome.ItemAccepted item -> item.replayed() ? "replayed" : "accepted";
            case CommandOutcome.PersonAccepted person -> person.replayed() ? "replayed" : "accepted";
            case CommandOutcome.Rejected rejected -> rejected.code().name();
        };
    }

    /** A record could not be read or handled. */
    void setAside(String why) {
        registry.counter("traza.command.set.aside", "why", why).increment();
    }
}
