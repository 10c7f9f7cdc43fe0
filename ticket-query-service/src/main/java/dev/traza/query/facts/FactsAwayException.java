package dev.traza.query.facts;

import org.jspecify.annotations.Nullable;

/** The facts cannot be read at present: they are being opened, or broke and are being made anew. */
public final class FactsAwayException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, and what was thrown, if anything was. */
    public FactsAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
