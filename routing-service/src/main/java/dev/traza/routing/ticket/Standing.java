package dev.traza.routing.ticket;

import dev.traza.contract.ticket.Priority;
import org.jspecify.annotations.Nullable;

/**
 * How a ticket stands at present.
 *
 * @param open whether it is neither resolved nor closed
 * @param level support level, 0–4
 */
public record Standing(
        boolean open,
        Priority priority,
        int level,
        @Nullable String teamId,
        @Nullable String agentId) {

    static final Standing UNKNOWN = new Standing(false, Priority.NORMAL, 0, null, null);

    Standing with(boolean nowOpen) {
        return new Standing(nowOpen, priority, level, teamId, agentId);
    }

    Standing with(Priority newPriority) {
        return new Standing(open, newPriority, level, teamId, agentId);
    }

    Standing atLevel(int newLevel) {
        return new Standing(open, priority, newLevel, teamId, agentId);
    }

    Standing given(@Nullable String newTeam, @Nullable String newAgent) {
        return new Standing(open, priority, level, newTeam, newAgent);
    }
}
