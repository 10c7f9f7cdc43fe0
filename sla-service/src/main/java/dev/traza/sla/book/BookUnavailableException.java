package dev.traza.sla.book;

/** The log of policies could not be read or written in the time that is allowed; nothing is known to have changed. */
public final class BookUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What was tried. */
    public BookUnavailableException(String message) {
        super(message);
    }

    /** What was tried, and what came of it. */
    public BookUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
