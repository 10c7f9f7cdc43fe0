package dev.traza.query.savedview;

/** Who sees a saved view besides whoever keeps it. */
public enum Sharing {
    /** Nobody. */
    PERSONAL,
    /** Those who are in a team. */
    TEAM,
    /** All staff. */
    ALL
}
