package dev.traza.query.log;

/** A read model cannot be reached at present. Its message is for health and logs, and holds no data. */
public final class ReadModelAwayException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What cannot be reached, and what happened when it was tried. */
    public ReadModelAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
