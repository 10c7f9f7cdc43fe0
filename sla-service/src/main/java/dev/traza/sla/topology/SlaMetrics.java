package dev.traza.sla.topology;

import dev.traza.contract.sla.SlaEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What operators see of the clocks. */
final class SlaMetrics {

    private final MeterRegistry registry;
    private final Map<String, Integer> runningByTask = new ConcurrentHashMap<>();
    private final Timer lateness;

    SlaMetrics(MeterRegistry registry) {
        this.registry = registry;
        lateness = Timer.builder("traza.sla.timer.lateness")
                .description("From a due time to the look at it")
                .register(registry);
        Gauge.builder("traza.sla.clocks.running", this, SlaMetrics::running)
                .description("Clocks that run at present in the partitions of this instance")
                .strongReference(true)
                .register(registry);
    }

    void told(SlaEvent event) {
        registry.counter(
                        "traza.sla.events",
                        "kind",
                        event.getClass().getSimpleName(),
                        "metric",
                        event.measure().metric().name())
                .increment();
    }

    void asked(Object command) {
        registry.counter("traza.sla.commands", "kind", command.getClass().getSimpleName())
                .increment();
    }

    void unreadable() {
        registry.counter("traza.sla.records.unreadable").increment();
    }

    void late(Duration by) {
        lateness.record(by.isNegative() ? Duration.ZERO : by);
    }

    void running(String task, int clocks) {
        runningByTask.put(task, clocks);
    }

    void gone(String task) {
        runningByTask.remove(task);
    }

    private double running() {
        return runningByTask.values().stream().mapToInt(Integer::intValue).sum();
    }
}
