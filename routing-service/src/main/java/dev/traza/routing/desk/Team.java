package dev.traza.routing.desk;

import dev.traza.contract.routing.AssignmentStrategy;
import org.jspecify.annotations.Nullable;

/**
 * People of one desk who share a queue.
 *
 * @param level support level, 0–4
 * @param supervisorId subject of the token of whoever decides for the team
 */
public record Team(
        String id,
        String name,
        String deskId,
        int level,
        AssignmentStrategy strategy,
        @Nullable String supervisorId) {}
