package dev.traza.system.history;

import java.util.List;

/**
 * What the query service shows to a supervisor.
 *
 * @param byId each ticket of the log as asked for by its id; one that was not found is left out
 * @param listed every item of the paged list, in the list's order
 */
public record ReadModel(List<SeenTicket> byId, List<SeenTicket> listed) {

    public ReadModel {
        byId = List.copyOf(byId);
        listed = List.copyOf(listed);
    }
}
