package dev.traza.routing.store;

/** Another instance wrote the same thing first. Read again, and decide again. */
public final class StoreConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What was written by the other. */
    public StoreConflictException(String message) {
        super(message);
    }
}
