package dev.traza.query.projection;

/** Who makes a generation that has caught up the one that answers. */
public enum SwitchMode {
    /** It does so by itself. */
    AUTOMATIC,
    /** An administrator does. */
    MANUAL
}
