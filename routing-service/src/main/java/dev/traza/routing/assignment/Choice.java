package dev.traza.routing.assignment;

import dev.traza.contract.routing.Candidate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a ticket.
 *
 * @param agentId absent when it waits in the team's queue
 * @param candidates everybody who was considered, with the reason of those who were passed over
 * @param because the second half of the explanation, without a full stop
 */
public record Choice(@Nullable String agentId, List<Candidate> candidates, String because) {

    public Choice {
        candidates = List.copyOf(candidates);
    }
}
