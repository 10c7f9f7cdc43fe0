package dev.traza.routing.ticket;

import org.jspecify.annotations.Nullable;

/**
 * A ticket needs a team, and an agent if possible.
 *
 * @param teamId the team that was asked for, if one was
 * @param tries how often routing has decided without the ticket having been placed
 */
public record Placing(Reason reason, @Nullable String teamId, int tries) {

    /** What made it necessary. */
    public enum Reason {
        OPENED,
        REOPENED,
        ESCALATED,
        CLASSIFIED
    }

    Placing triedAgain() {
        return new Placing(reason, teamId, tries + 1);
    }
}
