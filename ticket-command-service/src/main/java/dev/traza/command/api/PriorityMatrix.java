package dev.traza.command.api;

import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Urgency;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Impact × urgency → priority, as configured. A gap in it is found at the start and not by a ticket. */
@Startup
@Singleton
public class PriorityMatrix {

    private final Map<Impact, Map<Urgency, Priority>> rows = new EnumMap<>(Impact.class);

    @Inject
    PriorityMatrix(PriorityConfig config) {
        for (Impact impact : Impact.values()) {
            Map<Urgency, Priority> row = new EnumMap<>(Urgency.class);
            for (Urgency urgency : Urgency.values()) {
                Priority priority =
                        config.matrix().getOrDefault(impact, Map.of()).get(urgency);
                if (priority == null) {
                    throw new IllegalStateException(
                            "traza.command.priority.%s.%s is not set".formatted(impact, urgency));
                }
                row.put(urgency, priority);
            }
            rows.put(impact, row);
        }
    }

    /** The priority that follows. */
    public Priority of(Impact impact, Urgency urgency) {
        return Objects.requireNonNull(Objects.requireNonNull(rows.get(impact)).get(urgency));
    }
}
