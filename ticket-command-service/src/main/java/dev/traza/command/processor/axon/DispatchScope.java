package dev.traza.command.processor.axon;

import dev.traza.command.entity.Recorded;
import java.util.ArrayList;
import java.util.List;

/**
 * One command on its way through Axon: the past that it may read, and what was appended. It is bound to the calling
 * thread while the command is dispatched, which is what lets all stream threads share one Axon configuration.
 */
final class DispatchScope {

    static final ScopedValue<DispatchScope> CURRENT = ScopedValue.newInstance();

    private final List<? extends Recorded<?>> history;
    private final List<Recorded<?>> happened = new ArrayList<>();

    DispatchScope(List<? extends Recorded<?>> history) {
        this.history = history;
    }

    List<? extends Recorded<?>> history() {
        return history;
    }

    void append(List<? extends Recorded<?>> events) {
        happened.addAll(events);
    }

    /** What was appended, of which all is of the entity's own type. */
    <R extends Recorded<?>> List<R> happened(Class<R> type) {
        return happened.stream().map(type::cast).toList();
    }
}
