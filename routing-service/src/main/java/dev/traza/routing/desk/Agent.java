package dev.traza.routing.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Someone who works on tickets.
 *
 * @param id the subject of the agent's token
 * @param language BCP 47 tag
 * @param maxOpen how many open tickets routing lets this agent have, 0 or more; people may assign more
 */
public record Agent(
        String id,
        String name,
        @Nullable String email,
        @Nullable String language,
        List<String> teamIds,
        int maxOpen) {

    public Agent {
        teamIds = teamIds == null ? List.of() : List.copyOf(teamIds);
    }
}
