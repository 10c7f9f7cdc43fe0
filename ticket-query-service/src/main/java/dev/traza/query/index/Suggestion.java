package dev.traza.query.index;

import dev.traza.query.view.TicketView;

/** A ticket that somebody may mean who has not typed to the end. */
public record Suggestion(TicketView view, Match match) {

    /** By what it was found. */
    public enum Match {
        NUMBER,
        SUBJECT,
        REQUESTER
    }
}
