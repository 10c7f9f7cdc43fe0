package dev.traza.sla.clock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an event or of the passing of time.
 *
 * @param after absent when there is nothing to remember: the ticket is closed, or was never known
 * @param effects in order
 */
public record Step(@Nullable TicketClocks after, List<Effect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
