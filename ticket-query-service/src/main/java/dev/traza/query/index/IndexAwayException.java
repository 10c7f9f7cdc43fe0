package dev.traza.query.index;

import org.jspecify.annotations.Nullable;

/** The index cannot be searched at present: it is being opened, or broke and is being made anew. */
public final class IndexAwayException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, and what was thrown, if anything was. */
    public IndexAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
