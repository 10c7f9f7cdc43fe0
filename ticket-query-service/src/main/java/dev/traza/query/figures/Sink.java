package dev.traza.query.figures;

import org.jspecify.annotations.Nullable;

/** What a figure reports of one ticket; times are in milliseconds since 1970. */
interface Sink {

    /** Something happened. */
    void counted(long at, Subject subject);

    /** Something was so from a time until another, which does not belong to it. */
    void stood(long from, long to, Subject subject);

    /**
     * Something took from a time to another, and counts at the latter.
     *
     * @param calendar the ticket's own; absent when it has none
     */
    void lasted(long from, long to, @Nullable String calendar, Subject subject);

    /** Something happened that had a property or not. */
    void shared(long at, boolean has, Subject subject);

    /** @param score 1–5; 0 when nobody judged */
    void judged(long at, int score, Subject subject);

    /** So much was added. */
    void summed(long at, int seconds, Subject subject);
}
