package dev.traza.routing.rule;

import dev.traza.contract.ticket.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Where tickets of one kind belong.
 *
 * @param teamId absent means the desk's team of {@code level}
 * @param level support level to begin at, 0–4; absent means that of the team or, without a team, the desk's lowest
 * @param priorityHint shown to people in the explanation; changes nothing
 */
public record Rule(
        String id,
        Condition when,
        String deskId,
        @Nullable String teamId,
        @Nullable Integer level,
        @Nullable Priority priorityHint) {

    public Rule {
        when = when == null ? Condition.ALWAYS : when;
    }
}
