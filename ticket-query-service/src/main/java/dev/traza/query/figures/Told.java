package dev.traza.query.figures;

import dev.traza.query.view.Fold;

/** What an event did to the facts of a ticket. */
public sealed interface Told {

    /** The event came next and is in the facts now. */
    record Next(TicketFacts facts) implements Told {}

    /** The facts held the event already; nothing changes. */
    record Known() implements Told {}

    /** Events are missing between the facts and this one, so their keeper has lost something. */
    record TooEarly(Fold.Gap gap) implements Told {}
}
