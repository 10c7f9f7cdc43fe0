package dev.traza.query.facts;

/** The facts cannot be read at present: they are being opened, or broke and are being made anew. */
public final class FactsAwayException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public FactsAwayException(String message) {
        super(message);
    }

    /** Why, and what was thrown. */
    public FactsAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
