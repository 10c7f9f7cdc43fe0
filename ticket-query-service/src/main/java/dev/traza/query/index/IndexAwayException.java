package dev.traza.query.index;

/** The index cannot be searched at present: it is being opened, or broke and is being made anew. */
public final class IndexAwayException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public IndexAwayException(String message) {
        super(message);
    }

    /** Why, and what was thrown. */
    public IndexAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
