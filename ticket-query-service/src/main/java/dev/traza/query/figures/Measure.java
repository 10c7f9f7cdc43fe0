package dev.traza.query.figures;

/** What kind of number a figure is, and so which fields its values have. */
public enum Measure {
    /** How often something happened. */
    COUNT,
    /** How many there were at a moment. */
    LEVEL,
    /** How long something took: a distribution of times in seconds. */
    TIME,
    /** Which part of something had a property. */
    RATE,
    /** How something was judged, from 1 to 5. */
    SCORE,
    /** A sum of times in seconds. */
    SUM
}
