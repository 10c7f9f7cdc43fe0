package dev.traza.bench.load;

/** How a request ended, as far as its sender is concerned. */
public enum Ending {
    /** It was done. */
    ACCEPTED,
    /** It was understood and, by the rules, not done. */
    REFUSED,
    /** It was sent away for the time being: there is too much to do. */
    TURNED_AWAY,
    /** Anything else: no connection, no answer in time, an error. */
    FAILED
}
