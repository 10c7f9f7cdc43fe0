package dev.traza.command.processor.axon;

import dev.traza.command.ticket.RecordedEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * One command on its way through Axon: the past that it may read, and what was appended. It is bound to the calling
 * thread while the command is dispatched, which is what lets all stream threads share one Axon configuration.
 */
final class DispatchScope {

    static final ScopedValue<DispatchScope> CURRENT = ScopedValue.newInstance();

    private final List<RecordedEvent> history;
    private final List<RecordedEvent> happened = new ArrayList<>();

    DispatchScope(List<RecordedEvent> history) {
        this.history = history;
    }

    List<RecordedEvent> history() {
        return history;
    }

    List<RecordedEvent> happened() {
        return happened;
    }
}
