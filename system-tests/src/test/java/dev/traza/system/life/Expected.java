package dev.traza.system.life;

import dev.traza.contract.ticket.Status;
import org.jspecify.annotations.Nullable;

/**
 * What has to be answered.
 *
 * @param status of HTTP
 * @param code of the problem; absent when all is well, or when there is none to compare
 * @param decided whether the ticket's history was asked, so that the same request again gets the same answer again
 * @param version of the ticket that the answer is about; 0 when it was refused
 * @param ticketStatus of that ticket; absent when it was refused
 */
public record Expected(
        int status,
        @Nullable String code,
        boolean decided,
        long version,
        @Nullable Status ticketStatus) {

    private static final int OK = 200;

    static final Expected DONE = new Expected(OK, null, true, 0, null);
    static final Expected NOT_FOUND = refused(404, "TICKET_NOT_FOUND");
    static final Expected NOT_PERMITTED = refused(403, "NOT_PERMITTED");
    static final Expected NOT_NOW = refused(409, "TRANSITION_NOT_ALLOWED");
    static final Expected CLOSED = refused(409, "TICKET_CLOSED");
    static final Expected AGAINST_A_RULE = refused(422, "RULE_VIOLATED");
    static final Expected OUT_OF_DATE = refused(412, "VERSION_MISMATCH");

    static Expected refused(int status, String code) {
        return new Expected(status, code, true, 0, null);
    }

    /** Refused before the ticket was asked. */
    static Expected atTheDoor(int status, @Nullable String code) {
        return new Expected(status, code, false, 0, null);
    }

    /** A ticket that was not there before. */
    static Expected opened() {
        return new Expected(201, null, true, 1, Status.NEW);
    }

    Expected at(long itsVersion, Status itsStatus) {
        return status == OK ? new Expected(OK, null, true, itsVersion, itsStatus) : this;
    }

    /** Whether it was done. */
    public boolean done() {
        return ticketStatus != null;
    }

    /** In a word, for figures. */
    public String outcome() {
        return done() ? "done" : code == null ? Integer.toString(status) : code;
    }
}
