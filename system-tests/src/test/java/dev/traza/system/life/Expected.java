package dev.traza.system.life;

import org.jspecify.annotations.Nullable;

/**
 * What has to be answered.
 *
 * @param status of HTTP
 * @param code of the problem; absent when all is well, or when there is none to compare
 * @param decided whether the ticket's history was asked, so that the same request again gets the same answer again
 */
public record Expected(int status, @Nullable String code, boolean decided) {

    static final Expected DONE = new Expected(200, null, true);
    static final Expected NOT_FOUND = refused(404, "TICKET_NOT_FOUND");
    static final Expected NOT_PERMITTED = refused(403, "NOT_PERMITTED");
    static final Expected NOT_NOW = refused(409, "TRANSITION_NOT_ALLOWED");
    static final Expected AGAINST_A_RULE = refused(422, "RULE_VIOLATED");

    static Expected refused(int status, String code) {
        return new Expected(status, code, true);
    }

    /** Refused before the ticket was asked. */
    static Expected atTheDoor(int status, @Nullable String code) {
        return new Expected(status, code, false);
    }
}
