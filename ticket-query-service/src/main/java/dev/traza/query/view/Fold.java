package dev.traza.query.view;

/** What an event did to a view. */
public sealed interface Fold {

    /** The event came next and is in the view now. */
    record Applied(TicketView view) implements Fold {}

    /** The view held the event already; nothing changes. */
    record Duplicate() implements Fold {}

    /**
     * Events are missing between the view and this one. A log has no holes, so the view's keeper has lost something and
     * has to read the log again.
     *
     * @param expected the sequence that would have come next
     */
    record Gap(Source source, long expected, long found) implements Fold {}
}
