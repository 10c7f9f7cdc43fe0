package dev.traza.query.figures;

import dev.traza.contract.ticket.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Where a ticket stands, as far as figures are grouped by it.
 *
 * @param team who has it; absent while nobody was asked
 * @param agent who has it; absent while it waits in a queue
 * @param category path in the catalog; absent when none was given
 */
public record Standing(
        @Nullable String team,
        @Nullable String agent,
        @Nullable String category,
        Priority priority) {

    Standing heldBy(@Nullable String newTeam, @Nullable String newAgent) {
        return new Standing(newTeam, newAgent, category, priority);
    }

    Standing in(@Nullable String newCategory) {
        return new Standing(team, agent, newCategory, priority);
    }

    Standing of(Priority newPriority) {
        return new Standing(team, agent, category, newPriority);
    }
}
