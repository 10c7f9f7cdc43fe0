package dev.traza.query.savedview;

/** A change of saved views could not be written in time; it may have been. */
public final class ViewsUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public ViewsUnavailableException(String message) {
        super(message);
    }

    /** Why, and what was thrown. */
    public ViewsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
